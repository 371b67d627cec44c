#pragma once

#include "commands/public_line.hpp"
#include "core/event.hpp"
#include "core/verification.hpp"
#include "core/wait_condition.hpp"
#include "platform/child_process.hpp"
#include "platform/inbox.hpp"

#include <optional>
#include <variant>

// Everything that can happen to a wait, from whichever thread, on its way to the main thread.
namespace syncbell {

struct DeliveryArrived {
  Event event;
};
struct DeliveryRejected {
  Rejection rejection;
};
struct ReadingTaken {
  IntegrationId integration;
  IntegrationReading reading;
};
// All the readings of one look have been taken, of a trial none, or it failed.
struct LookEnded {
  std::optional<Error> error;
};
struct JobsCounted {
  IntegrationId integration;
  Result<JobCounts> counts;
};
struct SyncRequested {
  IntegrationId integration;
  std::optional<Error> error;
};
struct CommandEnded {
  ChildEnd end;
};
struct Signalled {
  int signal;
};

using Occurrence = std::variant<DeliveryArrived, DeliveryRejected, ReadingTaken, LookEnded,
                                JobsCounted, SyncRequested, CommandEnded, Signalled, LineEvent>;
using WaitInbox = Inbox<Occurrence>;

} // namespace syncbell
