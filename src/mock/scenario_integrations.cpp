#include "core/suggestion.hpp"
#include "mock/scenario_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace syncbell::mock {
namespace {

PayloadShape read_shape(const JsonReader& in) {
  const std::string word = read_word(in, {"envelope", "flat", "bare", "data_only"});
  if (word == "flat") return PayloadShape::flat;
  if (word == "bare") return PayloadShape::bare;
  return word == "data_only" ? PayloadShape::data_only : PayloadShape::envelope;
}

EventFaults read_event_faults(const JsonReader& in) {
  in.allow_only({"dropped", "duplicate", "late", "unsigned", "wrongly_signed", "only"});
  EventFaults faults;
  read_flag(in, "dropped", faults.dropped);
  read_flag(in, "duplicate", faults.duplicate);
  read_duration(in, "late", faults.late);
  read_flag(in, "unsigned", faults.without_signature);
  read_flag(in, "wrongly_signed", faults.wrongly_signed);
  if (const auto only = in.find("only")) {
    for (const JsonReader& name : only->items())
      faults.only.push_back(read_trigger(name));
  }
  return faults;
}

void require_schedule(const JsonReader& in, const std::vector<SchedulePlan>& schedules) {
  std::vector<std::string_view> ids;
  for (const SchedulePlan& schedule : schedules)
    ids.emplace_back(schedule.id);
  const std::string wanted = in.text();
  if (std::find(ids.begin(), ids.end(), wanted) != ids.end()) return;
  in.fail("the integration has no schedule '" + wanted + "'" + did_you_mean(wanted, ids));
}

SyncPlan read_sync_plan(const JsonReader& in, const std::vector<SchedulePlan>& schedules) {
  SyncPlan plan;
  read_duration(in, "takes", plan.takes);
  read_count(in, "jobs", plan.jobs);
  read_count(in, "failed_jobs", plan.failed_jobs);
  if (plan.failed_jobs > plan.jobs) in.fail("has more failed_jobs than jobs");
  read_flag(in, "finished", plan.finished);
  if (const auto schedule = in.find("schedule")) {
    require_schedule(*schedule, schedules);
    plan.schedule = schedule->text();
  }
  if (const auto shape = in.find("shape")) plan.shape = read_shape(*shape);
  if (const auto faults = in.find("faults")) plan.faults = read_event_faults(*faults);
  return plan;
}

PlannedSync read_planned_sync(const JsonReader& in, const std::vector<SchedulePlan>& schedules) {
  in.allow_only(
      {"starts_after", "takes", "jobs", "failed_jobs", "finished", "schedule", "shape", "faults"});
  PlannedSync sync;
  read_duration(in, "starts_after", sync.starts_after);
  sync.plan = read_sync_plan(in, schedules);
  return sync;
}

SyncPlan read_manual_sync(const JsonReader& in, const std::vector<SchedulePlan>& schedules) {
  in.allow_only({"takes", "jobs", "failed_jobs", "finished", "schedule", "shape", "faults"});
  return read_sync_plan(in, schedules);
}

SchedulePlan read_schedule(const JsonReader& in) {
  in.allow_only({"id", "job_type", "status", "last_run", "sync_frequency", "sync_cadence"});
  SchedulePlan schedule;
  schedule.id = read_id(in.at("id"));
  read_text(in, "job_type", schedule.job_type);
  if (const auto status = in.find("status")) {
    schedule.active = read_word(*status, {"ACTIVE", "INACTIVE"}) == "ACTIVE";
  }
  read_optional_moment(in, "last_run", schedule.last_run);
  read_count(in, "sync_frequency", schedule.sync_frequency);
  if (const auto cadence = in.find("sync_cadence")) {
    schedule.sync_cadence =
        read_word(*cadence, {"SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH"});
  }
  return schedule;
}

IntegrationChange read_change(const JsonReader& in) {
  in.allow_only(
      {"after", "active", "is_archived", "can_authenticate", "is_running_data_access_check"});
  IntegrationChange change;
  change.after = in.at("after").duration();
  read_optional_flag(in, "active", change.active);
  read_optional_flag(in, "is_archived", change.is_archived);
  read_optional_flag(in, "can_authenticate", change.can_authenticate);
  read_optional_flag(in, "is_running_data_access_check", change.is_running_data_access_check);
  return change;
}

// null says that Propexo has not checked the credentials yet, which is not the default.
void read_can_authenticate(const JsonReader& in, std::optional<bool>& target) {
  const auto member = in.value().find("can_authenticate");
  if (member == in.value().end()) return;
  target =
      member->is_null() ? std::nullopt : std::optional<bool>(in.at("can_authenticate").boolean());
}

void read_facts(const JsonReader& in, IntegrationPlan& plan) {
  plan.id = read_id(in.at("id"));
  plan.name = plan.id;
  read_text(in, "name", plan.name);
  plan.vendor = in.at("vendor").text(); // open-ended: Propexo adds vendors
  read_flag(in, "active", plan.active);
  read_flag(in, "is_archived", plan.is_archived);
  read_can_authenticate(in, plan.can_authenticate);
  read_flag(in, "is_running_data_access_check", plan.is_running_data_access_check);
  read_optional_moment(in, "last_completed_sync", plan.last_completed_sync);
  if (const auto created = in.find("created_at")) plan.created_at = read_moment(*created);
}

} // namespace

IntegrationPlan read_integration(const JsonReader& in) {
  in.allow_only({"id", "name", "vendor", "active", "is_archived", "can_authenticate",
                 "is_running_data_access_check", "last_completed_sync", "created_at", "schedules",
                 "syncs", "manual_sync", "changes"});
  IntegrationPlan plan;
  read_facts(in, plan);
  if (const auto schedules = in.find("schedules")) {
    for (const JsonReader& each : schedules->items())
      plan.schedules.push_back(read_schedule(each));
  }
  if (const auto syncs = in.find("syncs")) {
    for (const JsonReader& each : syncs->items()) {
      plan.syncs.push_back(read_planned_sync(each, plan.schedules));
    }
  }
  if (const auto sync = in.find("manual_sync")) {
    plan.manual_sync = read_manual_sync(*sync, plan.schedules);
  }
  if (const auto changes = in.find("changes")) {
    for (const JsonReader& each : changes->items())
      plan.changes.push_back(read_change(each));
  }
  return plan;
}

} // namespace syncbell::mock
