#pragma once

#include "core/event.hpp"
#include "core/resources.hpp"
#include "core/verdict.hpp"
#include "core/wait_rules.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace syncbell {

// One look at an integration through the API.
struct IntegrationReading {
  std::optional<Integration> integration; // nothing: there is no such integration
  std::vector<Schedule> schedules;        // read only where the rules ask for every schedule
  std::optional<WallTime> read_at = {};   // by the API's clock, where it says
};

// Decides when the wait for one integration is over. Pure: it is told what was seen and answers
// with a verdict; once that is not still_waiting, it does not change any more.
class WaitCondition {
public:
  // `begun_at`: for an integration first seen after a COMMAND that may have made it: what was
  // completed after the COMMAND began counts as "later than the first look".
  explicit WaitCondition(const WaitRules& rules, std::optional<WallTime> begun_at = std::nullopt);

  // The state before a COMMAND that may change everything: remembered as the first look, not
  // judged.
  void note_baseline(const IntegrationReading& reading);
  const Verdict& observe(const IntegrationReading& reading, Source source);
  // An event of this integration.
  const Verdict& observe(const Event& event);
  // The job log of the sync that is running or, while needs_job_counts(), of the one that ended.
  const Verdict& observe(const JobCounts& jobs);
  // The job log cannot be read: a completed sync is judged without it, unless the rules need it.
  const Verdict& job_counts_unavailable();

  const Verdict& verdict() const { return verdict_; }
  const SyncReport& report() const { return report_; }
  bool decided() const { return verdict_.outcome != Outcome::still_waiting; }

  // A completed sync was seen, and the verdict waits for the counts of its jobs.
  bool needs_job_counts() const { return awaiting_counts_ && !decided(); }
  // Whether the job log may tell of a sync that is not complete: one runs, or may have run since
  // the look before.
  bool may_have_jobs() const;
  JobWindow job_window() const;

  // An event said that it is complete, and the state has yet to bear that out.
  bool awaits_confirmation() const { return heard_ && !awaiting_counts_ && !decided(); }

  // The last state seen, and how often a job was reported failed: for the report at the end.
  const std::optional<Integration>& last_seen() const { return last_seen_; }
  std::int64_t job_failures_heard() const { return job_failures_heard_; }
  std::size_t schedules_done() const; // of those expected
  std::size_t schedules_expected() const { return schedules_expected_.size(); }

private:
  void remember(const IntegrationReading& reading);
  const std::optional<WallTime>& completion_of(const Integration& integration) const;
  bool is_later(const std::optional<WallTime>& time) const;
  bool is_completed(const Integration& integration) const;
  void note_completed_schedules(const IntegrationReading& reading);
  bool every_schedule_is_done() const;
  std::optional<Verdict> obstacle(const Integration& integration) const;
  void complete(Source source);
  void observe_completion(const SyncCompletion& completion);
  void hear(const SyncReport& told);
  bool is_unhealthy(const SyncReport& report) const;
  SyncReport report_of(const SyncCompletion& completion, TriggerKind kind) const;
  void judge();
  void judge_unless_uncounted();
  void decide_failing_fast();
  void decide(Outcome outcome, std::string reason, std::string hint = "");

  WaitRules rules_;
  std::optional<WallTime> begun_at_;
  bool looked_ = false;
  std::optional<WallTime> threshold_; // a completion must be later than this; nothing: any will do
  std::map<ScheduleId, std::optional<WallTime>> first_runs_;
  std::set<ScheduleId> schedules_expected_;
  std::set<ScheduleId> schedules_done_;
  std::optional<Integration> last_seen_;
  // By the API's clock: when a look last found nothing running, and what that was at the look
  // before. A run that has logged nothing since then is an older one.
  std::optional<WallTime> idle_at_;
  std::optional<WallTime> jobs_since_;
  std::int64_t job_failures_heard_ = 0;
  bool awaiting_counts_ = false;
  // What an event told that the state has yet to bear out, and how many looks have not.
  struct Heard {
    SyncReport report;
    int looks = 0;
  };
  std::optional<Heard> heard_;
  SyncReport report_;
  Verdict verdict_;
};

} // namespace syncbell
