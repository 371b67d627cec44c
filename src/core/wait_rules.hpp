#pragma once

#include "core/failure_allowance.hpp"
#include "core/time.hpp"
#include "core/trigger_kind.hpp"

#include <optional>

namespace syncbell {

// From when on a completion counts.
struct Since {
  enum class Kind {
    ever,       // the integration has synced at all
    first_look, // later than the state that was first seen ("now", free of clock differences)
    instant,    // later than `time`
  };
  Kind kind = Kind::ever;
  WallTime time{};
};

// What is waited for, the same for every integration of a wait.
struct WaitRules {
  // first_sync_complete or sync_complete. A FIRST_SYNC_COMPLETE also ends a wait for SYNC_COMPLETE:
  // it is a completed sync, and the state read by polling could not tell the two apart.
  TriggerKind event = TriggerKind::first_sync_complete;
  Since since;
  bool back_sync = false;      // the completion of a back-sync is meant
  bool every_schedule = false; // each ACTIVE job schedule, not just one
  bool wait_active = false;    // an inactive integration may still be enabled
  bool allow_unfinished = false;
  bool fail_fast = false; // a failed job ends the wait
  // An event carries no time, and Propexo repeats deliveries for hours: where only a completion
  // later than something counts and the state can be read, the state has to bear an event out.
  bool confirm_events = false;
  // What a sync body that names no event counts as. Where the subscription it comes through can
  // send one kind alone, it is that.
  TriggerKind unnamed = TriggerKind::sync_complete;
  std::optional<FailureAllowance> max_failed_jobs;
};

} // namespace syncbell
