#pragma once

#include "commands/delivery_saver.hpp"
#include "commands/forwarder.hpp"
#include "commands/public_line.hpp"
#include "commands/turnstile.hpp"
#include "core/event_filter.hpp"
#include "core/verification.hpp"
#include "net/http.hpp"
#include "output/listen_display.hpp"
#include "platform/inbox.hpp"

#include <optional>
#include <variant>

namespace syncbell {

// What the listening threads tell the main thread.
struct DeliveryAnswered {}; // a counted delivery is safe and its sender has the reply
struct OutputClosed {       // standard output cannot take a payload and never will again
  std::error_code reason;
};
struct SignalArrived {
  int signal;
};
struct RejectionTold {}; // a sum of further ones may be due in a minute
using ListenMessage =
    std::variant<DeliveryAnswered, OutputClosed, SignalArrived, RejectionTold, LineEvent>;

struct ReceptionRules {
  EventFilter filter;
  std::optional<int> count; // how many to take; nothing: all that come
  bool dedupe = false;
  int respond = 200;
};

// Where deliveries go. They outlive the reception.
struct ReceptionServices {
  ListenDisplay& display;
  Inbox<ListenMessage>& inbox;
  DeliverySaver* saver = nullptr; // with --save
  Forwarder* forwarder = nullptr; // with --forward-to
};

// Decides about each verified delivery: whether it is wanted, has been seen before, or is one too
// many; makes it safe, on disk first and then on standard output; and only then lets it be passed
// on and the sender be told. Called from several threads, of which one that waits for the disk or
// for the service it forwards to keeps no other waiting.
class Reception {
public:
  Reception(const ReceptionRules& rules, const ReceptionServices& services)
      : rules_(rules), services_(services), turnstile_(rules.count, rules.dedupe) {}

  ServerReply receive(const VerifiedDelivery& delivery, const Event& event);

  // How many deliveries were counted: made safe, whatever a service answered to them.
  int taken() const { return turnstile_.counted(); }

private:
  ServerReply take(const VerifiedDelivery& delivery, const Event& event, Turnstile::Place place);
  ServerReply repeated(const VerifiedDelivery& delivery, const Event& event);
  ServerReply answer(const VerifiedDelivery& delivery, const Event& event);
  ServerReply not_written(std::error_code reason);

  const ReceptionRules rules_;
  const ReceptionServices services_;
  Turnstile turnstile_;
};

} // namespace syncbell
