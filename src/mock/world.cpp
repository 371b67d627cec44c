#include "mock/world.hpp"

#include "mock/event_body.hpp"

#include <algorithm>
#include <utility>

namespace syncbell::mock {
namespace {

const std::vector<std::string>& usual_models() {
  static const std::vector<std::string> models{"properties", "units", "residents", "leases"};
  return models;
}

// READ_RESIDENTS for residents, and so on in turn.
std::string job_type(const std::vector<std::string>& models, int number) {
  std::string type = "READ_" + models[static_cast<std::size_t>(number) % models.size()];
  for (char& c : type) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return type;
}

// The failing jobs stand evenly among the others, the first of them first.
bool fails(int number, const SyncPlan& plan) {
  return std::int64_t{number} * plan.failed_jobs % plan.jobs < plan.failed_jobs;
}

std::string counted(int jobs) { return std::to_string(jobs) + (jobs == 1 ? " job" : " jobs"); }

} // namespace

struct World::SyncRun {
  Integration& integration;
  SyncPlan plan;
  SyncKind kind;
  std::vector<std::string> models;
  WallTime started_at{};
  std::string root_job_id{};

  Schedule* schedule() const {
    return plan.schedule ? integration.find_schedule(*plan.schedule) : nullptr;
  }
};

World::World(const Scenario& scenario, WallTime start)
    : system_(scenario.system),
      dispatch_(agenda_, webhooks_, {scenario.webhook_retry_interval, scenario.webhook_retries}) {
  for (const WebhookPlan& webhook : scenario.webhooks)
    webhooks_.create(input_from(webhook), start);
  for (const IntegrationPlan& each : scenario.integrations) {
    integrations_.push_back(integration_from(each, start));
  }
  for (std::size_t i = 0; i < integrations_.size(); ++i) {
    plan(scenario.integrations[i], integrations_[i], start);
  }
}

void World::plan(const IntegrationPlan& plan, Integration& integration, WallTime start_time) {
  for (const IntegrationChange& change : plan.changes) {
    agenda_.add(start_time + change.after,
                [change, &integration](WallTime at) { apply(change, integration, at); });
  }
  for (const PlannedSync& sync : plan.syncs) {
    const auto run = std::make_shared<SyncRun>(
        SyncRun{integration, sync.plan, SyncKind::scheduled, usual_models()});
    agenda_.add(start_time + sync.starts_after, [this, run](WallTime at) { start(run, at); });
  }
}

std::vector<Delivery> World::advance(WallTime now) {
  agenda_.run_until(now);
  return dispatch_.take_due();
}

void World::report(std::uint64_t delivery, bool accepted, WallTime now) {
  dispatch_.report(delivery, accepted, now);
}

std::vector<std::string> World::take_news() { return std::exchange(news_, {}); }

const Integration* World::find_integration(std::string_view id) const {
  const auto found = std::find_if(integrations_.begin(), integrations_.end(),
                                  [id](const Integration& each) { return each.id == id; });
  return found == integrations_.end() ? nullptr : &*found;
}

bool World::start_manual_sync(std::string_view id, SyncKind kind, std::vector<std::string> models,
                              WallTime now) {
  const auto found = std::find_if(integrations_.begin(), integrations_.end(),
                                  [id](const Integration& each) { return each.id == id; });
  if (found == integrations_.end()) return false;
  if (models.empty()) models = usual_models();
  start(std::make_shared<SyncRun>(SyncRun{*found, found->manual_sync, kind, std::move(models)}),
        now);
  return true;
}

void World::start(const Run& run, WallTime at) {
  Integration& integration = run->integration;
  if (const std::string obstacle = obstacle_to_sync(integration); !obstacle.empty()) {
    news_.push_back("sync of " + integration.id + " not started: " + obstacle);
    return;
  }
  const SyncPlan& plan = run->plan;
  run->started_at = at;
  run->root_job_id = ids_.next("root");
  ++integration.running_syncs;
  news_.push_back("sync of " + integration.id + " started: " + counted(plan.jobs) + ", " +
                  format_duration(plan.takes));
  for (int number = 0; number < plan.jobs; ++number) {
    agenda_.add(at + plan.takes * (number + 1) / plan.jobs,
                [this, run, number](WallTime when) { finish_job(*run, number, when); });
  }
  agenda_.add(at + plan.takes, [this, run](WallTime when) { finish(*run, when); });
}

void World::finish_job(const SyncRun& run, int number, WallTime at) {
  JobLog& log = job_logs_.emplace_back();
  log.id = ids_.next("log");
  log.job_id = ids_.next("job");
  log.job_type = job_type(run.models, number);
  log.succeeded = !fails(number, run.plan);
  log.root_job_id = run.root_job_id;
  log.schedule_id = run.plan.schedule;
  log.integration_id = run.integration.id;
  log.created_at = at;
  if (log.succeeded) return;
  const FailedJob failed{log.job_id, log.root_job_id, log.integration_id, log.job_type,
                         run.integration.vendor};
  dispatch_.announce(
      {TriggerKind::job_failure, run.integration.id, job_failure_body(failed, run.plan.shape)},
      run.plan.faults, at);
}

// The first completion of a job schedule is announced as such; that of an integration, where the
// sync belongs to no schedule. A back-sync never is.
TriggerKind World::completion_kind(const SyncRun& run) const {
  const Schedule* schedule = run.schedule();
  const bool completed_before = schedule != nullptr
                                    ? schedule->has_completed
                                    : run.integration.last_completed_sync.has_value();
  const bool first = !completed_before && run.kind != SyncKind::back_sync;
  return first ? TriggerKind::first_sync_complete : TriggerKind::sync_complete;
}

// A sync that was given up has run, but has not completed.
void World::note_completion(const SyncRun& run, WallTime at) {
  Integration& integration = run.integration;
  integration.updated_at = at;
  if (Schedule* schedule = run.schedule()) {
    schedule->last_run = run.started_at;
    schedule->updated_at = at;
    schedule->has_completed |= run.plan.finished;
  }
  if (!run.plan.finished) return;
  if (run.kind == SyncKind::back_sync) {
    integration.last_completed_back_sync = at;
  } else {
    integration.last_completed_sync = at;
  }
}

void World::finish(const SyncRun& run, WallTime at) {
  const TriggerKind kind = completion_kind(run);
  Integration& integration = run.integration;
  --integration.running_syncs;
  note_completion(run, at);
  const int failed = run.plan.failed_jobs;
  news_.push_back("sync of " + integration.id + (run.plan.finished ? " ended: " : " given up: ") +
                  counted(run.plan.jobs) + ", " + std::to_string(failed) + " failed");
  SyncSummary summary{integration.id, integration.vendor, run.plan.jobs - failed, failed};
  summary.finished = run.plan.finished;
  summary.back_sync = run.kind == SyncKind::back_sync;
  summary.schedule = run.plan.schedule;
  summary.models = run.models;
  dispatch_.announce({kind, integration.id, sync_body(kind, summary, run.plan.shape)},
                     run.plan.faults, at);
}

} // namespace syncbell::mock
