#include "commands/reception.hpp"

#include "core/signature.hpp"

#include <memory>

namespace syncbell {
namespace {

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

ServerReply not_kept() { return {500, "the payload could not be saved\n"}; }

} // namespace

ServerReply Reception::receive(const VerifiedDelivery& delivery, const Event& event) {
  if (!rules_.filter.admits(event)) {
    services_.display.passed_over(event, "left out by a filter");
    return {200, "not counted: left out by a filter\n"};
  }
  auto entry = turnstile_.enter(rules_.dedupe ? digest(delivery.request().body) : "");
  if (auto* place = std::get_if<Turnstile::Place>(&entry)) {
    return take(delivery, event, std::move(*place));
  }
  if (std::get<Turnstile::TurnedAway>(entry) == Turnstile::TurnedAway::repeat) {
    return repeated(delivery, event);
  }
  return {503, "shutting down\n"};
}

ServerReply Reception::take(const VerifiedDelivery& delivery, const Event& event,
                            Turnstile::Place place) {
  if (services_.saver != nullptr && !services_.saver->save(delivery, event)) return not_kept();
  if (const std::error_code failed = services_.display.delivered(delivery, event)) {
    return not_written(failed);
  }
  place.keep();
  if (!rules_.count) return answer(delivery, event); // keeps the connection: nobody waits for it
  const auto notice = std::make_shared<AnswerNotice>(services_.inbox);
  ServerReply reply = answer(delivery, event);
  reply.on_sent = [notice] {};
  return reply;
}

// It is passed on all the same: it may have come again because the service refused it.
ServerReply Reception::repeated(const VerifiedDelivery& delivery, const Event& event) {
  services_.display.passed_over(event, "a repeat");
  if (services_.forwarder != nullptr) return answer(delivery, event);
  return {200, "not counted: a repeat\n"};
}

ServerReply Reception::answer(const VerifiedDelivery& delivery, const Event& event) {
  if (services_.forwarder != nullptr) return services_.forwarder->pass_on(delivery, event);
  services_.display.answered(delivery, event, rules_.respond);
  return {rules_.respond, "received\n"};
}

// A reader that has gone away will not come back; a full disk may have room again.
ServerReply Reception::not_written(std::error_code reason) {
  const bool for_good =
      reason == std::errc::broken_pipe || reason == std::errc::bad_file_descriptor;
  if (for_good)
    services_.inbox.post(OutputClosed{reason});
  else
    services_.display.not_saved(reason);
  return not_kept();
}

} // namespace syncbell
