#include "commands/reception.hpp"

#include "core/signature.hpp"

namespace syncbell {
namespace {

// Repeats come within two and a half hours (ten retries, 15 minutes apart); this many different
// payloads are remembered, a few megabytes.
constexpr std::size_t most_remembered = 50'000;

// Tells the main thread that a reply is out, or that it never will be: either way the exchange is
// over. Whoever holds the last copy of it tells.
class AnswerNotice {
public:
  explicit AnswerNotice(Inbox<ListenMessage>& inbox) : inbox_(inbox) {}
  ~AnswerNotice() { inbox_.post(DeliveryAnswered{}); }
  AnswerNotice(const AnswerNotice&) = delete;
  AnswerNotice& operator=(const AnswerNotice&) = delete;

private:
  Inbox<ListenMessage>& inbox_;
};

} // namespace

ServerReply Reception::receive(const VerifiedDelivery& delivery, const Event& event) {
  if (!rules_.filter.admits(event)) {
    display_.passed_over(event, "left out by a filter");
    return {200, "not counted: left out by a filter\n"};
  }
  const std::string fingerprint = rules_.dedupe ? digest(delivery.request().body) : "";
  const std::lock_guard lock(mutex_);
  if (is_repeat(fingerprint)) {
    display_.passed_over(event, "a repeat");
    return {200, "not counted: a repeat\n"};
  }
  if (rules_.count && taken_ >= *rules_.count) return {503, "shutting down\n"};
  return take(delivery, event, fingerprint);
}

ServerReply Reception::take(const VerifiedDelivery& delivery, const Event& event,
                            const std::string& fingerprint) {
  if (const std::error_code failed = display_.delivered(delivery, event)) return not_saved(failed);
  remember(fingerprint);
  ++taken_;
  return accepted();
}

bool Reception::is_repeat(const std::string& fingerprint) const {
  return rules_.dedupe && seen_.contains(fingerprint);
}

void Reception::remember(const std::string& fingerprint) {
  if (!rules_.dedupe) return;
  seen_.insert(fingerprint);
  seen_in_order_.push_back(fingerprint);
  if (seen_in_order_.size() <= most_remembered) return;
  seen_.erase(seen_in_order_.front());
  seen_in_order_.pop_front();
}

// A reader that has gone away will not come back; a full disk may have room again.
ServerReply Reception::not_saved(std::error_code reason) {
  const bool for_good =
      reason == std::errc::broken_pipe || reason == std::errc::bad_file_descriptor;
  if (for_good)
    inbox_.post(OutputClosed{reason});
  else
    display_.not_saved(reason);
  return {500, "the payload could not be saved\n"};
}

ServerReply Reception::accepted() {
  ServerReply reply{rules_.respond, "received\n"};
  if (!rules_.count) return reply; // keep the connection: nobody waits for this answer
  reply.on_sent = [notice = std::make_shared<AnswerNotice>(inbox_)] {};
  return reply;
}

} // namespace syncbell
