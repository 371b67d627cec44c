#pragma once

#include "commands/replay/crew.hpp"

namespace syncbell {

struct Sending {
  DeliverySource& source;
  ReplayDisplay& display;
  Environment& environment;
  SendingRules rules = {};
  ReplaySummary planned = {}; // what is known of the summary before the end
};

// How it ended, and why where something failed: the target by never answering, or this machine.
struct SendingEnd {
  ReplaySummary summary = {};
  ExitStatus status = ExitStatus::done;
  std::optional<Error> error = {};
};

// Sends everything with so many threads, shows how it stands, and stops in good order at a signal.
SendingEnd send_all(const Sending& sending, DeliveryTarget& target, int threads);

// Shows everything as it would be sent.
SendingEnd show_all(const Sending& sending);

} // namespace syncbell
