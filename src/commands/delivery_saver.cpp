#include "commands/delivery_saver.hpp"

#include "core/printable.hpp"
#include "wire/json_text.hpp"
#include "wire/record_json.hpp"

namespace syncbell {
namespace {

LastLine judge_last_line(std::string_view line) {
  if (is_json(line)) return LastLine::whole;
  return may_begin_record(line) ? LastLine::unsaved : LastLine::unfamiliar;
}

CaptureTitle title_of(const VerifiedDelivery& delivery, const Event& event) {
  const std::optional<IntegrationId> integration = integration_of(event);
  return {delivery.request().received_at, event_name(event),
          integration ? integration->text() : ""};
}

} // namespace

bool DeliverySaver::save(const VerifiedDelivery& delivery, const Event& event) {
  const Result<void> saved =
      store_->save(encode_record(delivery, event), title_of(delivery, event));
  if (saved)
    recovered();
  else
    hindered(saved.error());
  return saved.has_value();
}

void DeliverySaver::hindered(const Error& error) {
  const std::lock_guard lock(mutex_);
  is_hindered_ = true;
  if (!hindrances_.insert(error.message).second) return;
  console_.warn(printable(error.message) +
                "; deliveries are answered 500, so that they come again, until it works");
}

void DeliverySaver::recovered() {
  if (!is_hindered_) return; // nearly always, and then no other thread is in the way
  const std::lock_guard lock(mutex_);
  if (!is_hindered_.exchange(false)) return;
  hindrances_.clear();
  console_.note("deliveries are saved again");
}

Result<std::unique_ptr<DeliverySaver>> open_delivery_saver(const std::string& path, Clock& clock,
                                                           Console& console) {
  if (path.empty()) return std::unique_ptr<DeliverySaver>();
  Result<std::unique_ptr<CaptureStore>> store =
      open_capture_store(path, {clock, judge_last_line, [&console](const std::string& news) {
                                  console.warn(printable(news));
                                }});
  if (!store) return store.error();
  console.detail("deliveries are saved to " + printable(path));
  return std::make_unique<DeliverySaver>(*std::move(store), console);
}

} // namespace syncbell
