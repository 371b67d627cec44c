#include "mock/scenario.hpp"

namespace syncbell::mock {
namespace {

using namespace std::chrono_literals;

PastMoment ago(Duration before) { return {.before_start = before}; }

IntegrationPlan integration(std::string id, std::string name, std::string vendor) {
  IntegrationPlan plan;
  plan.id = std::move(id);
  plan.name = std::move(name);
  plan.vendor = std::move(vendor);
  return plan;
}

SchedulePlan schedule(std::string id, int hours) {
  SchedulePlan plan;
  plan.id = std::move(id);
  plan.sync_frequency = hours;
  return plan;
}

PlannedSync sync_of(const SchedulePlan& schedule, Duration starts_after) {
  return {starts_after, {.takes = 3s, .jobs = 6, .schedule = schedule.id}};
}

IntegrationPlan synced_yesterday() {
  IntegrationPlan plan = integration("cmsynced00000000000000001", "Maple Court", "BUILDIUM");
  plan.last_completed_sync = ago(24h);
  plan.schedules = {schedule("cmschedule000000000000001", 24)};
  plan.schedules.front().last_run = ago(24h + 10min);
  return plan;
}

// Syncs by itself soon after the start, one schedule after the other.
IntegrationPlan with_two_schedules() {
  IntegrationPlan plan = integration("cmtwoschedules00000000001", "Harbor Lofts", "ENTRATA");
  plan.schedules = {schedule("cmschedule000000000000002", 12),
                    schedule("cmschedule000000000000003", 24)};
  plan.syncs = {sync_of(plan.schedules[0], 3s), sync_of(plan.schedules[1], 8s)};
  return plan;
}

IntegrationPlan with_failing_credentials() {
  IntegrationPlan plan = integration("cmnologin0000000000000001", "Cedar Point", "YARDI");
  plan.can_authenticate = false;
  return plan;
}

IntegrationPlan archived() {
  IntegrationPlan plan = integration("cmarchived000000000000001", "Old Mill", "RESMAN");
  plan.is_archived = true;
  plan.active = false;
  plan.last_completed_sync = ago(90 * 24h);
  plan.created_at = ago(400 * 24h);
  return plan;
}

// Never synced; does when it is asked to.
IntegrationPlan fresh() {
  IntegrationPlan plan = integration("cmfresh000000000000000001", "Juniper Row", "RENTMANAGER");
  plan.created_at = ago(1h);
  plan.manual_sync = {.takes = 3s, .jobs = 12, .failed_jobs = 1};
  return plan;
}

IntegrationPlan inactive() {
  IntegrationPlan plan = integration("cminactive000000000000001", "Quarry Hill", "MRI");
  plan.active = false;
  return plan;
}

} // namespace

Scenario default_scenario() {
  Scenario scenario;
  scenario.integrations = {fresh(),    synced_yesterday(),         with_two_schedules(),
                           inactive(), with_failing_credentials(), archived()};
  Duration apart = 0s; // one minute apart, so that lists have one order
  for (IntegrationPlan& plan : scenario.integrations) {
    plan.created_at.before_start += apart;
    apart += 1min;
  }
  return scenario;
}

} // namespace syncbell::mock
