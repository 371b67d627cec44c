#pragma once

#include "core/wait_board.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

// Facts about one integration and its syncs, as the API and webhooks tell them.
namespace syncbell::test {

inline const WallTime eight_o_clock = *parse_timestamp("2026-11-23T08:00:00Z");

// So many minutes after eight.
inline WallTime minute(int count) { return eight_o_clock + std::chrono::minutes{count}; }

// Active, signed in, nothing running.
inline Integration healthy_integration(std::optional<WallTime> completed = std::nullopt) {
  Integration integration;
  integration.id = IntegrationId("int-1");
  integration.vendor = "YARDI";
  integration.active = true;
  integration.can_authenticate = true;
  integration.is_running_sync = false;
  integration.last_completed_sync = completed;
  return integration;
}

inline IntegrationReading reading_of(Integration integration) {
  return {std::move(integration), {}};
}

inline IntegrationReading never_synced() { return reading_of(healthy_integration()); }
inline IntegrationReading synced_at(WallTime time) { return reading_of(healthy_integration(time)); }

inline IntegrationReading running(std::optional<WallTime> completed = std::nullopt) {
  Integration integration = healthy_integration(completed);
  integration.is_running_sync = true;
  return reading_of(std::move(integration));
}

inline Schedule schedule(const std::string& id, std::optional<WallTime> last_run,
                         bool active = true) {
  Schedule made;
  made.id = ScheduleId(id);
  made.active = active;
  made.last_run = last_run;
  return made;
}

inline IntegrationReading with_schedules(IntegrationReading reading,
                                         std::vector<Schedule> schedules) {
  reading.schedules = std::move(schedules);
  return reading;
}

// A healthy completion of ten jobs.
inline SyncCompletion completion(TriggerKind kind = TriggerKind::first_sync_complete) {
  SyncCompletion made;
  made.kind = kind;
  made.integration = IntegrationId("int-1");
  made.vendor = "YARDI";
  made.successful_jobs = 10;
  made.failed_jobs = 0;
  made.is_finished = true;
  return made;
}

inline SyncCompletion completion_with(std::int64_t successful, std::int64_t failed) {
  SyncCompletion made = completion();
  made.successful_jobs = successful;
  made.failed_jobs = failed;
  return made;
}

inline SyncCompletion completion_of_schedule(const std::string& id) {
  SyncCompletion made = completion();
  made.schedule = ScheduleId(id);
  return made;
}

inline SyncCompletion unfinished_completion() {
  SyncCompletion made = completion();
  made.is_finished = false;
  return made;
}

inline JobFailure failed_job() {
  return {IntegrationId("int-1"), JobId("job-1"), JobId("root-1"), "READ_LEASES", "YARDI"};
}

inline WaitRules rules_since_first_look() {
  WaitRules rules;
  rules.event = TriggerKind::sync_complete;
  rules.since.kind = Since::Kind::first_look;
  return rules;
}

inline WaitRules rules_since(WallTime time) {
  WaitRules rules;
  rules.since = {Since::Kind::instant, time};
  return rules;
}

inline WaitRules rules_allowing(std::int64_t amount, bool is_percentage = false) {
  WaitRules rules;
  rules.max_failed_jobs = FailureAllowance{amount, is_percentage};
  return rules;
}

inline WaitRules rules_for_every_schedule() {
  WaitRules rules;
  rules.every_schedule = true;
  return rules;
}

inline WaitRules failing_fast() {
  WaitRules rules;
  rules.fail_fast = true;
  return rules;
}

} // namespace syncbell::test
