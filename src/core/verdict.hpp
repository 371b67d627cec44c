#pragma once

#include "core/ids.hpp"
#include "core/job_tally.hpp"
#include "core/time.hpp"
#include "core/trigger_kind.hpp"

#include <optional>
#include <string>

namespace syncbell {

// How it stands with one integration that is waited for. All but the first end its wait.
enum class Outcome {
  still_waiting,
  satisfied,
  unhealthy,
  impossible,
  timed_out,
  interrupted,
  error
};

// "satisfied", "timed_out", ...: the words of the JSON results.
const char* name_of(Outcome outcome);

// Who told us: the state read before waiting, a later poll, or a webhook.
enum class Source { state, poll, webhook };
const char* name_of(Source source);

// A judgement and its reason in words; the hint says what to do about it, where something can be.
struct Verdict {
  Outcome outcome = Outcome::still_waiting;
  std::string reason = {};
  std::string hint = {};
};

// What is known of the sync that the verdict is about. Whatever nobody told us is empty.
struct SyncReport {
  std::optional<Source> source;
  std::optional<TriggerKind> event;
  std::string vendor;
  std::optional<JobCounts> jobs;
  std::optional<bool> is_finished;
  std::optional<ScheduleId> schedule;
  std::optional<WallTime> completed_at;
};

} // namespace syncbell
