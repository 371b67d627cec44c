#include "core/wait_condition.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

SyncCompletion without_name() {
  SyncCompletion made = completion();
  made.kind = std::nullopt;
  return made;
}

} // namespace

TEST_CASE("WaitCondition hears a completion") {
  SUBCASE("FIRST_SYNC_COMPLETE satisfies a wait for it") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(completion()).outcome == Outcome::satisfied);
    CHECK(condition.report().source == Source::webhook);
    CHECK(condition.report().event == TriggerKind::first_sync_complete);
    CHECK(condition.report().jobs == JobCounts{10, 0});
    CHECK(condition.report().is_finished == true);
    CHECK(condition.report().vendor == "YARDI");
    CHECK_FALSE(condition.report().completed_at);
  }
  SUBCASE("SYNC_COMPLETE satisfies a wait for it") {
    WaitCondition condition(rules_since_first_look());
    CHECK(condition.observe(completion(TriggerKind::sync_complete)).outcome == Outcome::satisfied);
    CHECK(condition.report().event == TriggerKind::sync_complete);
  }
  SUBCASE("FIRST_SYNC_COMPLETE is a completed sync too") {
    WaitCondition condition(rules_since_first_look());
    CHECK(condition.observe(completion()).outcome == Outcome::satisfied);
    CHECK(condition.report().event == TriggerKind::first_sync_complete);
  }
  SUBCASE("SYNC_COMPLETE does not end a wait for FIRST_SYNC_COMPLETE") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(completion(TriggerKind::sync_complete)).outcome ==
          Outcome::still_waiting);
    CHECK_FALSE(condition.report().source);
    CHECK_FALSE(condition.report().jobs);
  }
  SUBCASE("an unhealthy SYNC_COMPLETE does not end a wait for FIRST_SYNC_COMPLETE either") {
    WaitCondition condition(WaitRules{});
    SyncCompletion other = unfinished_completion();
    other.kind = TriggerKind::sync_complete;
    CHECK(condition.observe(other).outcome == Outcome::still_waiting);
  }
  SUBCASE("a body without a name counts as what its subscription sends alone") {
    WaitRules rules;
    rules.unnamed = TriggerKind::first_sync_complete;
    WaitCondition condition(rules);
    SyncCompletion unnamed = completion();
    unnamed.kind = std::nullopt;
    CHECK(condition.observe(unnamed).outcome == Outcome::satisfied);
    CHECK(condition.report().event == TriggerKind::first_sync_complete);
  }
  SUBCASE("a body without a name counts as SYNC_COMPLETE") {
    WaitCondition first(WaitRules{});
    CHECK(first.observe(without_name()).outcome == Outcome::still_waiting);
    WaitCondition any(rules_since_first_look());
    CHECK(any.observe(without_name()).outcome == Outcome::satisfied);
    CHECK(any.report().event == TriggerKind::sync_complete);
  }
  SUBCASE("the event of a back-sync is not that of a sync") {
    WaitCondition condition(rules_since_first_look());
    SyncCompletion back_sync = completion(TriggerKind::sync_complete);
    back_sync.is_back_sync = true;
    CHECK(condition.observe(back_sync).outcome == Outcome::still_waiting);
  }
  SUBCASE("events come before any look") {
    WaitCondition condition(rules_since_first_look());
    CHECK(condition.observe(completion(TriggerKind::sync_complete)).outcome == Outcome::satisfied);
  }
  SUBCASE("a body without a vendor keeps the one that was read") {
    WaitCondition condition(WaitRules{});
    condition.observe(never_synced(), Source::state);
    SyncCompletion silent = completion();
    silent.vendor = "";
    condition.observe(silent);
    CHECK(condition.report().vendor == "YARDI");
  }
}

TEST_CASE("WaitCondition judges the content of a completion") {
  SUBCASE("a sync that was given up is unhealthy") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(unfinished_completion()).outcome == Outcome::unhealthy);
    CHECK(condition.verdict().hint.find("--allow-unfinished") != std::string::npos);
    CHECK(condition.report().is_finished == false);
  }
  SUBCASE("with --allow-unfinished it is complete") {
    WaitRules rules;
    rules.allow_unfinished = true;
    WaitCondition condition(rules);
    CHECK(condition.observe(unfinished_completion()).outcome == Outcome::satisfied);
    CHECK(condition.report().is_finished == false);
  }
  SUBCASE("a body that does not say whether it is finished is") {
    WaitCondition condition(WaitRules{});
    SyncCompletion silent = completion();
    silent.is_finished = std::nullopt;
    CHECK(condition.observe(silent).outcome == Outcome::satisfied);
    CHECK_FALSE(condition.report().is_finished);
  }
  SUBCASE("failed jobs are reported and tolerated without --max-failed-jobs") {
    WaitCondition condition(WaitRules{});
    CHECK(condition.observe(completion_with(1, 99)).outcome == Outcome::satisfied);
    CHECK(condition.report().jobs == JobCounts{1, 99});
  }
  SUBCASE("a number of failed jobs is allowed and one more is not") {
    WaitCondition healthy(rules_allowing(3));
    CHECK(healthy.observe(completion_with(0, 3)).outcome == Outcome::satisfied);
    WaitCondition unhealthy(rules_allowing(3));
    CHECK(unhealthy.observe(completion_with(1000, 4)).outcome == Outcome::unhealthy);
    CHECK(unhealthy.verdict().reason.find("4 of 1004") != std::string::npos);
    CHECK(unhealthy.verdict().reason.find("--max-failed-jobs allows 3") != std::string::npos);
  }
  SUBCASE("a share of failed jobs is allowed and more is not") {
    WaitCondition healthy(rules_allowing(5, true));
    CHECK(healthy.observe(completion_with(95, 5)).outcome == Outcome::satisfied);
    WaitCondition unhealthy(rules_allowing(5, true));
    CHECK(unhealthy.observe(completion_with(94, 6)).outcome == Outcome::unhealthy);
    CHECK(unhealthy.verdict().reason.find("5%") != std::string::npos);
  }
  SUBCASE("an unfinished sync stays unhealthy however many failures are allowed") {
    WaitCondition condition(rules_allowing(100, true));
    CHECK(condition.observe(unfinished_completion()).outcome == Outcome::unhealthy);
  }
}

TEST_CASE("WaitCondition hears a failed job") {
  SUBCASE("as progress") {
    WaitCondition condition(WaitRules{});
    condition.observe(failed_job());
    CHECK(condition.observe(failed_job()).outcome == Outcome::still_waiting);
    CHECK(condition.job_failures_heard() == 2);
  }
  SUBCASE("as the end with --fail-fast") {
    WaitCondition condition(failing_fast());
    CHECK(condition.observe(failed_job()).outcome == Outcome::unhealthy);
    CHECK(condition.verdict().reason.find("READ_LEASES") != std::string::npos);
    CHECK(condition.report().source == Source::webhook);
  }
}

TEST_CASE("WaitCondition with --fail-fast gives one answer whenever the failed job is noticed") {
  WaitCondition condition(failing_fast());
  condition.observe(running(), Source::state);
  SUBCASE("while the sync runs") {
    CHECK(condition.observe(JobCounts{4, 1}).outcome == Outcome::unhealthy);
    CHECK(condition.report().source == Source::poll);
  }
  SUBCASE("in the job log of the complete sync") {
    condition.observe(synced_at(minute(3)), Source::poll);
    CHECK(condition.observe(JobCounts{4, 1}).outcome == Outcome::unhealthy);
  }
  SUBCASE("in the counts of the webhook") {
    CHECK(condition.observe(completion_with(4, 1)).outcome == Outcome::unhealthy);
  }
  CHECK(condition.verdict().reason.find("--fail-fast") != std::string::npos);
  CHECK(condition.report().jobs == JobCounts{4, 1});
}

TEST_CASE("WaitCondition ignores events that are no end") {
  WaitCondition condition(failing_fast());
  SUBCASE("DATA_NEW") {
    condition.observe(RecordChange{TriggerKind::data_new, IntegrationId("int-1"), "leases", "r"});
  }
  SUBCASE("a change without a name") { condition.observe(RecordChange{}); }
  SUBCASE("WRITE_OPERATION_FAILURE") { condition.observe(WriteFailure{}); }
  SUBCASE("what nobody has seen") {
    condition.observe(UnrecognizedEvent{"SYNC_EXPLODED", IntegrationId("int-1"), "new"});
  }
  CHECK_FALSE(condition.decided());
  CHECK(condition.job_failures_heard() == 0);
}

TEST_CASE("WaitCondition that has the state bear events out") {
  WaitRules rules = rules_since_first_look();
  rules.confirm_events = true;
  rules.max_failed_jobs = *parse_failure_allowance("0");
  WaitCondition condition(rules);
  condition.observe(synced_at(minute(0)), Source::state);
  SyncCompletion told = completion_with(10, 9);
  told.kind = TriggerKind::sync_complete;
  CHECK(condition.observe(told).outcome == Outcome::still_waiting);
  CHECK(condition.awaits_confirmation());
  SUBCASE("takes what was told for the sync that the next looks find") {
    SUBCASE("at once") {}
    SUBCASE("or after one look that was early") {
      condition.observe(synced_at(minute(0)), Source::poll);
    }
    CHECK(condition.observe(synced_at(minute(5)), Source::poll).outcome == Outcome::unhealthy);
    CHECK(condition.report().source == Source::webhook);
    CHECK(condition.report().jobs == JobCounts{10, 9});
    CHECK(condition.report().completed_at == minute(5));
  }
  SUBCASE("does not judge a later sync by the repeat of an older event") {
    condition.observe(synced_at(minute(0)), Source::poll);
    condition.observe(synced_at(minute(0)), Source::poll);
    CHECK(condition.awaits_confirmation());
    CHECK(condition.observe(synced_at(minute(5)), Source::poll).outcome == Outcome::still_waiting);
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(synced_at(minute(5)), Source::poll).outcome == Outcome::still_waiting);
    CHECK(condition.observe(JobCounts{50, 0}).outcome == Outcome::satisfied);
    CHECK(condition.report().source == Source::poll);
  }
  SUBCASE("asks the job log where two that differ were heard") {
    SyncCompletion repeat = told;
    repeat.failed_jobs = 1;
    condition.observe(repeat);
    CHECK(condition.observe(synced_at(minute(5)), Source::poll).outcome == Outcome::still_waiting);
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(JobCounts{10, 9}).outcome == Outcome::unhealthy);
  }
  SUBCASE("takes a new one in place of one that nothing has borne out") {
    condition.observe(synced_at(minute(0)), Source::poll);
    condition.observe(synced_at(minute(0)), Source::poll);
    SyncCompletion later = told;
    later.failed_jobs = 0;
    condition.observe(later);
    CHECK(condition.observe(synced_at(minute(5)), Source::poll).outcome == Outcome::satisfied);
    CHECK(condition.report().source == Source::webhook);
  }
  SUBCASE("ends at once where a sync was given up, as no state says so") {
    CHECK(condition.observe(unfinished_completion()).outcome == Outcome::unhealthy);
  }
}
