#include "mock/integration.hpp"

#include <algorithm>

namespace syncbell::mock {
namespace {

std::optional<WallTime> resolved(const std::optional<PastMoment>& moment, WallTime start) {
  if (!moment) return std::nullopt;
  return moment->resolve(start);
}

Schedule schedule_from(const SchedulePlan& plan, const Integration& integration, WallTime start) {
  Schedule schedule;
  schedule.id = plan.id;
  schedule.integration_id = integration.id;
  schedule.created_at = schedule.updated_at = integration.created_at;
  schedule.job_type = plan.job_type;
  schedule.active = plan.active;
  schedule.last_run = resolved(plan.last_run, start);
  schedule.sync_frequency = plan.sync_frequency;
  schedule.sync_cadence = plan.sync_cadence;
  schedule.has_completed = schedule.last_run.has_value();
  return schedule;
}

} // namespace

Schedule* Integration::find_schedule(const std::string& schedule_id) {
  const auto found =
      std::find_if(schedules.begin(), schedules.end(),
                   [&](const Schedule& schedule) { return schedule.id == schedule_id; });
  return found == schedules.end() ? nullptr : &*found;
}

Integration integration_from(const IntegrationPlan& plan, WallTime start) {
  Integration integration;
  integration.id = plan.id;
  integration.name = plan.name;
  integration.vendor = plan.vendor;
  integration.created_at = integration.updated_at = plan.created_at.resolve(start);
  integration.active = plan.active;
  integration.is_archived = plan.is_archived;
  integration.can_authenticate = plan.can_authenticate;
  integration.is_running_data_access_check = plan.is_running_data_access_check;
  integration.last_completed_sync = resolved(plan.last_completed_sync, start);
  integration.manual_sync = plan.manual_sync;
  for (const SchedulePlan& schedule : plan.schedules) {
    integration.schedules.push_back(schedule_from(schedule, integration, start));
  }
  return integration;
}

void apply(const IntegrationChange& change, Integration& integration, WallTime at) {
  if (change.active) integration.active = *change.active;
  if (change.is_archived) integration.is_archived = *change.is_archived;
  if (change.can_authenticate) integration.can_authenticate = change.can_authenticate;
  if (change.is_running_data_access_check) {
    integration.is_running_data_access_check = *change.is_running_data_access_check;
  }
  integration.updated_at = at;
}

std::string obstacle_to_sync(const Integration& integration) {
  if (integration.is_archived) return "the integration is archived";
  if (!integration.active) return "the integration is not active";
  if (integration.can_authenticate == false) return "the integration's credentials are refused";
  return "";
}

} // namespace syncbell::mock
