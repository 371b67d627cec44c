#pragma once

#include "commands/replay/delivery_source.hpp"
#include "commands/replay/ledger.hpp"
#include "core/delivery_signature.hpp"
#include "core/status_expectation.hpp"
#include "environment.hpp"
#include "output/replay_display.hpp"
#include "platform/inbox.hpp"

#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

namespace syncbell {

// A thread of the crew has ended.
struct SenderEnded {};
struct ReplaySignal {
  int signal;
};
using ReplayMessage = std::variant<SenderEnded, ReplaySignal>;

struct SendingRules {
  SigningRules signing = {};
  StatusExpectation expected = {};
  int retries = 0;
  bool fail_fast = false; // stop at the first delivery that is not as expected
};

// What the crew works with; all of it outlives the crew.
struct CrewPlace {
  DeliverySource& source;
  DeliveryTarget& target;
  Ledger& ledger;
  ReplayDisplay& display;
  Environment& environment;
  Inbox<ReplayMessage>& inbox;
};

// Threads that each take the next delivery, wait until it is due, send it over a connection of
// their own and try again as often as they may, until there is nothing left. Each posts a
// SenderEnded. Destroying the crew cuts short whatever is under way.
class Crew {
public:
  Crew(const CrewPlace& place, SendingRules rules, int threads);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // How many threads there are: fewer than asked for where the system has no more.
  int size() const { return static_cast<int>(threads_.size()); }

  // Nothing further is begun; what is under way is brought to its end, but not tried again.
  void finish() { finishing_.request_stop(); }

private:
  void work();
  bool take_turn(DeliveryConnection& connection);
  bool take_and_send(DeliveryConnection& connection);
  bool wait_until_due(const DueDelivery& delivery);
  Result<DeliveryResult> deliver(const Capture& capture, DeliveryConnection& connection);
  Result<DeliveryResult> try_once(const Capture& capture, DeliveryConnection& connection);
  void record(const DueDelivery& delivery, const DeliveryResult& result);
  void fail(Error error);

  CrewPlace place_;
  SendingRules rules_;
  std::stop_source finishing_;
  std::stop_source cut_;
  std::vector<std::jthread> threads_; // last: they use all of the above
};

} // namespace syncbell
