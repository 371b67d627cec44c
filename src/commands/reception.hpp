#pragma once

#include "core/event_filter.hpp"
#include "core/verification.hpp"
#include "net/http.hpp"
#include "output/listen_display.hpp"
#include "platform/inbox.hpp"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <variant>

namespace syncbell {

// What the listening threads tell the main thread.
struct DeliveryAnswered {}; // a counted delivery is on standard output and its sender has the reply
struct OutputClosed {       // standard output cannot take a payload and never will again
  std::error_code reason;
};
struct SignalArrived {
  int signal;
};
using ListenMessage = std::variant<DeliveryAnswered, OutputClosed, SignalArrived>;

struct ReceptionRules {
  EventFilter filter;
  std::optional<int> count; // how many to take; nothing: all that come
  bool dedupe = false;
  int respond = 200;
};

// Decides about each verified delivery: whether it is wanted, has been seen before, or is one too
// many; makes it safe; and only then lets the sender be told. Called from several threads.
class Reception {
public:
  Reception(ReceptionRules rules, ListenDisplay& display, Inbox<ListenMessage>& inbox)
      : rules_(std::move(rules)), display_(display), inbox_(inbox) {}

  ServerReply receive(const VerifiedDelivery& delivery, const Event& event);

  // How many deliveries were counted.
  int taken() const { return taken_; }

private:
  ServerReply take(const VerifiedDelivery& delivery, const Event& event,
                   const std::string& fingerprint);
  bool is_repeat(const std::string& fingerprint) const;
  void remember(const std::string& fingerprint);
  ServerReply not_saved(std::error_code reason);
  ServerReply accepted();

  ReceptionRules rules_;
  ListenDisplay& display_;
  Inbox<ListenMessage>& inbox_;
  std::mutex mutex_; // one delivery at a time from here to standard output
  std::atomic<int> taken_ = 0;
  std::unordered_set<std::string> seen_;
  std::deque<std::string> seen_in_order_;
};

} // namespace syncbell
