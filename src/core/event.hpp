#pragma once

#include "core/ids.hpp"
#include "core/trigger_kind.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace syncbell {

// What a webhook says, whatever the shape of its body. Fields that the payload leaves out are
// empty.

// SYNC_COMPLETE or FIRST_SYNC_COMPLETE.
struct SyncCompletion {
  // Nothing where the body does not name itself: the oldest SYNC_COMPLETE bodies do not.
  std::optional<TriggerKind> kind;
  IntegrationId integration;
  std::string vendor;
  std::optional<std::int64_t> successful_jobs;
  std::optional<std::int64_t> failed_jobs;
  // False when Propexo gave the sync up after a very long outage (12 hours or more).
  std::optional<bool> is_finished;
  std::optional<bool> is_back_sync;
  std::optional<ScheduleId> schedule; // nothing for a manual sync
};

struct JobFailure {
  IntegrationId integration;
  JobId job;
  JobId root_job;
  std::string job_type;
  std::string vendor;
};

// DATA_NEW or DATA_UPDATE; the oldest shape says neither and may name no integration.
struct RecordChange {
  std::optional<TriggerKind> kind;
  std::optional<IntegrationId> integration;
  std::string object;
  std::string record_id;
};

struct WriteFailure {
  IntegrationId integration;
  std::string vendor;
  JobId root_job;
  std::string write_status;
};

// Anything else: a new event, or a body nobody has seen. A delivery all the same.
struct UnrecognizedEvent {
  std::string name; // as sent; may be empty
  std::optional<IntegrationId> integration;
  std::string reason; // why it was not recognised, for people
};

using Event =
    std::variant<SyncCompletion, JobFailure, RecordChange, WriteFailure, UnrecognizedEvent>;

// The name of the event as the payload gives it; empty where it gives none.
std::string event_name(const Event& event);

std::optional<TriggerKind> event_kind(const Event& event);

// The integration that the event is about, where the payload says.
std::optional<IntegrationId> integration_of(const Event& event);

// What a sync body without a name counts as when nothing narrows it down: SYNC_COMPLETE.
TriggerKind kind_or_default(const SyncCompletion& completion);

} // namespace syncbell
