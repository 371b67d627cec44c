#include "core/wait_condition.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

// First seen without a sync, then found complete by a poll.
WaitCondition completed_by_poll(const WaitRules& rules) {
  WaitCondition condition(rules);
  condition.observe(never_synced(), Source::state);
  condition.observe(synced_at(minute(5)), Source::poll);
  return condition;
}

SyncCompletion without_counts() {
  SyncCompletion made = completion();
  made.successful_jobs = std::nullopt;
  made.failed_jobs = std::nullopt;
  return made;
}

} // namespace

TEST_CASE("WaitCondition waits for the counts of a sync that a poll found complete") {
  SUBCASE("and is satisfied with them") {
    WaitCondition condition = completed_by_poll(WaitRules{});
    CHECK_FALSE(condition.decided());
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(JobCounts{7, 2}).outcome == Outcome::satisfied);
    CHECK(condition.report().jobs == JobCounts{7, 2});
    CHECK_FALSE(condition.needs_job_counts());
  }
  SUBCASE("and is satisfied without them where the rules ask for none") {
    WaitCondition condition = completed_by_poll(WaitRules{});
    CHECK(condition.job_counts_unavailable().outcome == Outcome::satisfied);
    CHECK(condition.report().completed_at == minute(5));
  }
  SUBCASE("and goes on waiting where the rules need them") {
    WaitCondition condition = completed_by_poll(rules_allowing(0));
    CHECK(condition.job_counts_unavailable().outcome == Outcome::still_waiting);
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(JobCounts{7, 1}).outcome == Outcome::unhealthy);
  }
  SUBCASE("and keeps asking however often it is found complete") {
    WaitCondition condition = completed_by_poll(WaitRules{});
    condition.observe(synced_at(minute(6)), Source::poll);
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(JobCounts{1, 0}).outcome == Outcome::satisfied);
    CHECK(condition.report().completed_at == minute(6));
  }
  SUBCASE("and takes the webhook when that is quicker") {
    WaitCondition condition = completed_by_poll(rules_allowing(0));
    CHECK(condition.observe(completion_with(5, 1)).outcome == Outcome::unhealthy);
    CHECK(condition.report().source == Source::webhook);
    CHECK_FALSE(condition.needs_job_counts());
  }
  SUBCASE("and is not held up by an obstacle that comes later") {
    WaitCondition condition = completed_by_poll(WaitRules{});
    Integration archived = healthy_integration(minute(5));
    archived.is_archived = true;
    condition.observe(reading_of(archived), Source::poll);
    CHECK(condition.observe(JobCounts{1, 0}).outcome == Outcome::satisfied);
  }
}

TEST_CASE("WaitCondition needs no counts for what was complete already") {
  SUBCASE("where the rules ask for none") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(synced_at(minute(0)), Source::state).outcome == Outcome::satisfied);
  }
  SUBCASE("with --fail-fast since there is nothing to end early") {
    WaitCondition condition(failing_fast());
    CHECK(condition.observe(synced_at(minute(0)), Source::state).outcome == Outcome::satisfied);
  }
  SUBCASE("unless --max-failed-jobs judges its latest run") {
    WaitCondition condition(rules_allowing(1));
    condition.observe(synced_at(minute(0)), Source::state);
    CHECK_FALSE(condition.decided());
    CHECK(condition.needs_job_counts());
    CHECK(condition.job_window().one_run_only);
    CHECK_FALSE(condition.job_window().after);
    CHECK(condition.job_window().until == minute(0)); // what runs now is another sync
    CHECK(condition.observe(JobCounts{9, 2}).outcome == Outcome::unhealthy);
    CHECK(condition.report().source == Source::state);
  }
}

TEST_CASE("WaitCondition takes counts of a running sync as progress") {
  WaitCondition condition(rules_allowing(0));
  condition.observe(running(), Source::state);
  CHECK(condition.observe(JobCounts{1, 1}).outcome == Outcome::still_waiting);
  CHECK(condition.report().jobs == JobCounts{1, 1});
  SUBCASE("and judges by the counts at the end") {
    condition.observe(synced_at(minute(1)), Source::poll);
    CHECK(condition.observe(JobCounts{2, 0}).outcome == Outcome::satisfied);
    CHECK(condition.report().jobs == JobCounts{2, 0});
  }
  SUBCASE("and judges by the webhook") {
    CHECK(condition.observe(completion_with(2, 0)).outcome == Outcome::satisfied);
    CHECK(condition.report().jobs == JobCounts{2, 0});
  }
  SUBCASE("and minds nothing when they cannot be read any more") {
    CHECK(condition.job_counts_unavailable().outcome == Outcome::still_waiting);
  }
}

TEST_CASE("WaitCondition does not call healthy what --max-failed-jobs could not judge") {
  WaitCondition condition(rules_allowing(0));
  SyncCompletion only_successful = completion();
  only_successful.failed_jobs = std::nullopt;
  for (const SyncCompletion& uncounted : {without_counts(), only_successful}) {
    CHECK(condition.observe(uncounted).outcome == Outcome::still_waiting);
    CHECK(condition.needs_job_counts());
    CHECK(condition.job_window().one_run_only);
  }
  SUBCASE("and is told by the job log") {
    CHECK(condition.observe(JobCounts{3, 1}).outcome == Outcome::unhealthy);
  }
  SUBCASE("and is told by the next webhook") {
    CHECK(condition.observe(completion_with(3, 0)).outcome == Outcome::satisfied);
  }
}

TEST_CASE("WaitCondition judges a webhook without counts by what it says") {
  SUBCASE("as satisfied where the rules ask for no counts") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(without_counts()).outcome == Outcome::satisfied);
    CHECK_FALSE(condition.report().jobs);
  }
  SUBCASE("as unhealthy when the sync was given up") {
    WaitCondition condition(rules_allowing(0));
    SyncCompletion given_up = without_counts();
    given_up.is_finished = false;
    CHECK(condition.observe(given_up).outcome == Outcome::unhealthy);
  }
}
