#include "core/wait_condition.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// A look may have begun before the event came, and the state be a little behind it.
constexpr int looks_for_an_event = 2;

} // namespace

WaitCondition::WaitCondition(const WaitRules& rules, std::optional<WallTime> begun_at)
    : rules_(rules), begun_at_(begun_at) {
  if (rules_.since.kind == Since::Kind::instant) threshold_ = rules_.since.time;
}

void WaitCondition::decide(Outcome outcome, std::string reason, std::string hint) {
  verdict_ = {outcome, std::move(reason), std::move(hint)};
}

// ---- state read through the API

const std::optional<WallTime>& WaitCondition::completion_of(const Integration& integration) const {
  return rules_.back_sync ? integration.last_completed_back_sync : integration.last_completed_sync;
}

void WaitCondition::remember(const IntegrationReading& reading) {
  const Integration& integration = *reading.integration;
  last_seen_ = integration;
  const bool is_running = integration.is_running_sync.value_or(false);
  if (!looked_ && is_running) idle_at_ = reading.read_at; // what was logged may be of an older one
  jobs_since_ = idle_at_;
  if (!is_running) idle_at_ = reading.read_at;
  if (!integration.vendor.empty()) report_.vendor = integration.vendor;
  if (!looked_ && rules_.since.kind == Since::Kind::first_look) {
    const std::optional<WallTime>& seen = completion_of(integration);
    const bool since_command = begun_at_ && seen && *seen > *begun_at_;
    threshold_ = since_command ? begun_at_ : seen;
    for (const Schedule& schedule : reading.schedules) {
      if (!since_command) first_runs_[schedule.id] = schedule.last_run;
    }
  }
  looked_ = true;
}

void WaitCondition::note_baseline(const IntegrationReading& reading) {
  if (!reading.integration) return;
  begun_at_ = std::nullopt; // what was seen is worth more than a comparison of two clocks
  remember(reading);
}

bool WaitCondition::is_later(const std::optional<WallTime>& time) const {
  return time && (!threshold_ || *time > *threshold_);
}

bool WaitCondition::is_completed(const Integration& integration) const {
  return is_later(completion_of(integration)) &&
         (!rules_.every_schedule || every_schedule_is_done());
}

// Propexo says when a schedule last began to run and when the integration last completed a sync,
// not which schedule that was: a schedule is done when nothing runs and the completion is no older
// than its run.
void WaitCondition::note_completed_schedules(const IntegrationReading& reading) {
  const Integration& integration = *reading.integration;
  schedules_expected_.clear();
  for (const Schedule& schedule : reading.schedules) {
    if (!schedule.active) continue;
    schedules_expected_.insert(schedule.id);
    if (integration.is_running_sync.value_or(false) || !schedule.last_run) continue;
    if (!is_later(completion_of(integration))) continue;
    const auto first = first_runs_.find(schedule.id);
    const bool ran_before = first != first_runs_.end() && first->second == schedule.last_run;
    const bool too_old =
        rules_.since.kind == Since::Kind::instant && *schedule.last_run <= rules_.since.time;
    if (ran_before || too_old || *completion_of(integration) < *schedule.last_run) continue;
    schedules_done_.insert(schedule.id);
  }
}

std::size_t WaitCondition::schedules_done() const {
  const auto done =
      std::count_if(schedules_expected_.begin(), schedules_expected_.end(),
                    [this](const ScheduleId& id) { return schedules_done_.contains(id); });
  return static_cast<std::size_t>(done);
}

bool WaitCondition::every_schedule_is_done() const {
  return !schedules_expected_.empty() && schedules_done() == schedules_expected_.size();
}

std::optional<Verdict> WaitCondition::obstacle(const Integration& integration) const {
  const auto impossible = [](std::string reason, std::string hint) {
    return Verdict{Outcome::impossible, std::move(reason), std::move(hint)};
  };
  if (integration.is_archived) {
    return impossible("the integration is archived; it will not sync", "restore it in Propexo");
  }
  if (!integration.active && !rules_.wait_active) {
    return impossible("the integration is not active; it will not sync",
                      "enable it in Propexo, or pass --wait-active if somebody is about to");
  }
  // While the credentials are being checked again, the old answer says nothing.
  if (integration.can_authenticate == false && !integration.is_running_data_access_check) {
    return impossible("Propexo cannot sign in to the property management system",
                      "correct the integration's credentials in Propexo");
  }
  if (rules_.every_schedule && schedules_expected_.empty() && integration.active) {
    return impossible("the integration has no ACTIVE job schedule", "wait without --schedules all");
  }
  return std::nullopt;
}

const Verdict& WaitCondition::observe(const IntegrationReading& reading, Source source) {
  if (decided()) return verdict_;
  if (!reading.integration) {
    report_.source = source;
    decide(Outcome::impossible, "there is no such integration",
           "check the ID and that the token belongs to the same account and environment");
    return verdict_;
  }
  remember(reading);
  if (heard_ && rules_.every_schedule && is_later(completion_of(*reading.integration))) {
    if (is_unhealthy(heard_->report)) { // one of the schedules, and the state bears it out
      report_ = heard_->report;
      judge();
      return verdict_;
    }
    heard_.reset();
  }
  if (rules_.every_schedule) note_completed_schedules(reading);
  if (is_completed(*reading.integration)) {
    complete(source);
    return verdict_;
  }
  if (heard_) ++heard_->looks;
  if (const std::optional<Verdict> found = obstacle(*reading.integration)) {
    report_.source = source;
    verdict_ = *found;
  } else if (rules_.every_schedule && report_.source == Source::webhook &&
             every_schedule_is_done()) {
    judge_unless_uncounted(); // the events came before we knew the schedules
  }
  return verdict_;
}

// ---- completion and counts

void WaitCondition::complete(Source source) {
  const std::optional<WallTime>& completed_at = completion_of(*last_seen_);
  // An event that was not borne out was a repeat of an older one, and says nothing of this sync.
  if (heard_ && heard_->looks < looks_for_an_event) {
    report_ = heard_->report;
    report_.completed_at = completed_at;
    judge_unless_uncounted();
    return;
  }
  // Seen again while its jobs are being counted: what it was at first sight, it remains.
  if (!awaiting_counts_) report_.source = source;
  report_.event = rules_.event;
  report_.completed_at = completed_at;
  awaiting_counts_ = report_.source == Source::poll || rules_.max_failed_jobs.has_value();
  if (!awaiting_counts_) judge();
}

bool WaitCondition::may_have_jobs() const {
  return last_seen_ && (last_seen_->is_running_sync.value_or(false) || jobs_since_);
}

// A sync is judged by its own jobs: not by those of one that was given up before it, nor of one
// that has begun since. Where every schedule is waited for there are several syncs, and all of them
// count; of what was complete at the start, the last one.
JobWindow WaitCondition::job_window() const {
  if (report_.source == Source::state) return {std::nullopt, true, report_.completed_at};
  if (!awaiting_counts_) return {std::max(threshold_, jobs_since_), !rules_.every_schedule};
  if (rules_.every_schedule) return {threshold_};
  // An instant that was given says nothing of when the sync began.
  const bool is_completion = rules_.since.kind != Since::Kind::instant;
  return {is_completion ? threshold_ : std::nullopt, true, report_.completed_at};
}

const Verdict& WaitCondition::observe(const JobCounts& jobs) {
  if (decided()) return verdict_;
  if (!awaiting_counts_ && jobs == JobCounts{}) return verdict_; // nothing has run yet
  report_.jobs = jobs;
  if (awaiting_counts_) {
    judge();
  } else if (rules_.fail_fast && jobs.failed > 0) {
    report_.source = Source::poll;
    decide_failing_fast();
  }
  return verdict_;
}

const Verdict& WaitCondition::job_counts_unavailable() {
  if (needs_job_counts() && !rules_.max_failed_jobs) judge();
  return verdict_;
}

void WaitCondition::decide_failing_fast() {
  decide(Outcome::unhealthy,
         std::to_string(report_.jobs->failed) + " of its jobs failed, with --fail-fast");
}

void WaitCondition::judge() {
  const std::optional<JobCounts>& jobs = report_.jobs;
  if (report_.is_finished == false && !rules_.allow_unfinished) {
    decide(Outcome::unhealthy, "Propexo gave the sync up before it was finished",
           "the property management system was out of reach for long; start another sync, or pass "
           "--allow-unfinished");
  } else if (rules_.fail_fast && jobs && jobs->failed > 0 && report_.source != Source::state) {
    decide_failing_fast(); // nobody noticed while it ran; the answer must be the same
  } else if (rules_.max_failed_jobs && jobs && rules_.max_failed_jobs->exceeded_by(*jobs)) {
    decide(Outcome::unhealthy,
           std::to_string(jobs->failed) + " of " + std::to_string(jobs->successful + jobs->failed) +
               " jobs failed; --max-failed-jobs allows " + rules_.max_failed_jobs->text(),
           "the job log in Propexo says which");
  } else {
    decide(Outcome::satisfied, "the sync is complete");
  }
}

// Healthy as far as was told: where the rules need counts and none were told, the job log must say.
void WaitCondition::judge_unless_uncounted() {
  judge();
  awaiting_counts_ =
      verdict_.outcome == Outcome::satisfied && rules_.max_failed_jobs && !report_.jobs;
  if (awaiting_counts_) verdict_ = {};
}

// ---- events

const Verdict& WaitCondition::observe(const Event& event) {
  if (decided()) return verdict_;
  if (const auto* completion = std::get_if<SyncCompletion>(&event)) observe_completion(*completion);
  if (const auto* failure = std::get_if<JobFailure>(&event)) {
    ++job_failures_heard_;
    if (rules_.fail_fast) {
      report_.source = Source::webhook;
      decide(Outcome::unhealthy, "job " + failure->job_type + " failed, with --fail-fast");
    }
  }
  return verdict_;
}

SyncReport WaitCondition::report_of(const SyncCompletion& completion, TriggerKind kind) const {
  SyncReport report;
  report.source = Source::webhook;
  report.event = kind;
  report.is_finished = completion.is_finished;
  report.schedule = completion.schedule;
  report.vendor = completion.vendor.empty() ? report_.vendor : completion.vendor;
  if (completion.successful_jobs && completion.failed_jobs) {
    report.jobs = JobCounts{*completion.successful_jobs, *completion.failed_jobs};
  }
  return report;
}

bool WaitCondition::is_unhealthy(const SyncReport& report) const {
  WaitCondition told = *this;
  told.report_ = report;
  told.judge();
  return told.verdict_.outcome == Outcome::unhealthy;
}

void WaitCondition::hear(const SyncReport& told) {
  const bool is_worse = rules_.every_schedule && is_unhealthy(told); // of another schedule
  if (!heard_ || heard_->looks >= looks_for_an_event || is_worse)
    heard_ = Heard{told};
  else if (!rules_.every_schedule && heard_->report.jobs != told.jobs)
    heard_->looks = looks_for_an_event; // one of them is a repeat: the job log is to say
}

void WaitCondition::observe_completion(const SyncCompletion& completion) {
  const TriggerKind kind = completion.kind.value_or(rules_.unnamed);
  const bool wanted = rules_.event == TriggerKind::sync_complete || kind == rules_.event;
  if (!wanted || completion.is_back_sync.value_or(false) != rules_.back_sync) return;
  const SyncReport told = report_of(completion, kind);
  // What was given up never shows as complete in the state; the rest can wait for it.
  if (rules_.confirm_events && completion.is_finished.value_or(true)) {
    hear(told);
    return;
  }
  awaiting_counts_ = false;
  report_ = told;
  judge_unless_uncounted();
  // A healthy schedule is only one of those waited for; an unhealthy one ends the wait.
  if (!rules_.every_schedule || verdict_.outcome == Outcome::unhealthy) return;
  if (completion.schedule) schedules_done_.insert(*completion.schedule);
  if (every_schedule_is_done()) return;
  awaiting_counts_ = false;
  verdict_ = {};
}

} // namespace syncbell
