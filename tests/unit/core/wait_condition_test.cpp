#include "core/wait_condition.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

Outcome outcome_of(WaitCondition& condition, const IntegrationReading& reading,
                   Source source = Source::state) {
  return condition.observe(reading, source).outcome;
}

IntegrationReading no_such_integration() { return {}; }

Integration locked_out() {
  Integration integration = healthy_integration();
  integration.can_authenticate = false;
  return integration;
}

} // namespace

TEST_CASE("WaitCondition reads a state") {
  SUBCASE("is satisfied at once where the first sync is complete already") {
    WaitCondition condition(WaitRules{});
    CHECK(outcome_of(condition, synced_at(minute(0))) == Outcome::satisfied);
    CHECK(condition.report().source == Source::state);
    CHECK(condition.report().event == TriggerKind::first_sync_complete);
    CHECK(condition.report().completed_at == minute(0));
    CHECK(condition.report().vendor == "YARDI");
    CHECK_FALSE(condition.report().jobs);
    CHECK_FALSE(condition.report().is_finished);
  }
  SUBCASE("waits while no sync is complete") {
    WaitCondition condition(WaitRules{});
    CHECK(outcome_of(condition, never_synced()) == Outcome::still_waiting);
    CHECK(outcome_of(condition, running(), Source::poll) == Outcome::still_waiting);
    CHECK_FALSE(condition.needs_job_counts());
  }
  SUBCASE("is satisfied when last_completed_sync goes from null to set") {
    WaitCondition condition(WaitRules{});
    outcome_of(condition, never_synced());
    condition.observe(synced_at(minute(5)), Source::poll);
    CHECK(condition.observe(JobCounts{3, 0}).outcome == Outcome::satisfied);
    CHECK(condition.report().source == Source::poll);
    CHECK(condition.report().completed_at == minute(5));
  }
  SUBCASE("is satisfied by a first sync that was complete while another runs") {
    WaitCondition condition(WaitRules{});
    CHECK(outcome_of(condition, running(minute(0))) == Outcome::satisfied);
  }
  SUBCASE("remembers the last state seen") {
    WaitCondition condition(WaitRules{});
    CHECK_FALSE(condition.last_seen());
    outcome_of(condition, running());
    CHECK(condition.last_seen()->is_running_sync == true);
    outcome_of(condition, never_synced());
    CHECK(condition.last_seen()->is_running_sync == false);
  }
}

TEST_CASE("WaitCondition since the first look") {
  WaitCondition condition(rules_since_first_look());
  SUBCASE("does not count what was complete before") {
    CHECK(outcome_of(condition, synced_at(minute(0))) == Outcome::still_waiting);
    CHECK(outcome_of(condition, synced_at(minute(0)), Source::poll) == Outcome::still_waiting);
  }
  SUBCASE("counts the next completion") {
    outcome_of(condition, synced_at(minute(0)));
    condition.observe(synced_at(minute(1)), Source::poll);
    CHECK(condition.needs_job_counts());
    CHECK(condition.job_window().after == minute(0));
    CHECK(condition.job_window().one_run_only);
    CHECK(condition.job_window().until == minute(1));
    CHECK(condition.observe(JobCounts{1, 0}).outcome == Outcome::satisfied);
    CHECK(condition.report().event == TriggerKind::sync_complete);
  }
  SUBCASE("counts the first completion of an integration that had none") {
    outcome_of(condition, never_synced());
    condition.observe(synced_at(minute(1)), Source::poll);
    CHECK(condition.job_counts_unavailable().outcome == Outcome::satisfied);
  }
  SUBCASE("counts what completed after the baseline was taken") {
    condition.note_baseline(synced_at(minute(0)));
    CHECK_FALSE(condition.decided());
    CHECK(outcome_of(condition, synced_at(minute(1))) == Outcome::satisfied);
  }
  SUBCASE("takes the first of two baselines") {
    condition.note_baseline(synced_at(minute(0)));
    condition.note_baseline(synced_at(minute(1)));
    CHECK(outcome_of(condition, synced_at(minute(1))) == Outcome::satisfied);
  }
  SUBCASE("judges nothing by a baseline") {
    condition.note_baseline(no_such_integration());
    condition.note_baseline(reading_of(locked_out()));
    CHECK_FALSE(condition.decided());
  }
}

TEST_CASE("WaitCondition looks for the jobs of a sync that runs") {
  WaitCondition condition(WaitRules{});
  const auto at = [](IntegrationReading reading, int minutes) {
    reading.read_at = minute(minutes);
    return reading;
  };
  SUBCASE("not where nothing has run since it looks") {
    CHECK_FALSE(condition.may_have_jobs());
    outcome_of(condition, at(never_synced(), 1));
    CHECK_FALSE(condition.may_have_jobs());
  }
  SUBCASE("in what logs anything from then on where it ran at the first look") {
    outcome_of(condition, at(running(), 1));
    CHECK(condition.may_have_jobs());
    CHECK(condition.job_window().after == minute(1));
    CHECK(condition.job_window().one_run_only);
    outcome_of(condition, at(running(), 2));
    CHECK(condition.job_window().after == minute(1));
  }
  SUBCASE("between two looks where they do not say whether one runs") {
    IntegrationReading listed = at(never_synced(), 1);
    listed.integration->is_running_sync = std::nullopt;
    outcome_of(condition, listed);
    outcome_of(condition, at(listed, 2));
    CHECK(condition.may_have_jobs());
    CHECK(condition.job_window().after == minute(1));
  }
  SUBCASE("and in no older one where nothing ran at a look before") {
    outcome_of(condition, at(never_synced(), 1));
    outcome_of(condition, at(running(), 2));
    CHECK(condition.job_window().after == minute(1));
    outcome_of(condition, at(running(), 3));
    CHECK(condition.job_window().after == minute(1));
  }
  SUBCASE("also where it has run between two looks") {
    outcome_of(condition, at(never_synced(), 1));
    outcome_of(condition, at(never_synced(), 2));
    CHECK(condition.may_have_jobs());
    CHECK(condition.job_window().after == minute(1));
  }
}

TEST_CASE("WaitCondition of an integration first seen after a COMMAND") {
  WaitCondition condition(rules_since_first_look(), minute(10));
  SUBCASE("counts what completed while the COMMAND ran") {
    CHECK(outcome_of(condition, synced_at(minute(11))) == Outcome::satisfied);
  }
  SUBCASE("does not count what completed before it began") {
    CHECK(outcome_of(condition, synced_at(minute(10))) == Outcome::still_waiting);
    CHECK(outcome_of(condition, synced_at(minute(12))) == Outcome::satisfied);
  }
  SUBCASE("trusts a baseline more than the clocks") {
    // Propexo's clock is ahead of ours: the completion only seems to be later than the COMMAND.
    condition.note_baseline(synced_at(minute(11)));
    CHECK(outcome_of(condition, synced_at(minute(11))) == Outcome::still_waiting);
    CHECK(outcome_of(condition, synced_at(minute(12))) == Outcome::satisfied);
  }
}

TEST_CASE("WaitCondition since an instant") {
  WaitCondition condition(rules_since(minute(10)));
  SUBCASE("is not satisfied by an earlier completion or one at that instant") {
    CHECK(outcome_of(condition, synced_at(minute(9))) == Outcome::still_waiting);
    CHECK(outcome_of(condition, synced_at(minute(10))) == Outcome::still_waiting);
  }
  SUBCASE("is satisfied by one a millisecond later") {
    CHECK(outcome_of(condition, synced_at(minute(10) + std::chrono::milliseconds{1})) ==
          Outcome::satisfied);
  }
  SUBCASE("asks the job log for what is later") {
    outcome_of(condition, synced_at(minute(9)));
    condition.observe(synced_at(minute(12)), Source::poll);
    CHECK_FALSE(condition.job_window().after); // the sync may have begun before
    CHECK(condition.job_window().until == minute(12));
  }
}

TEST_CASE("WaitCondition for a back-sync") {
  WaitRules rules = rules_since_first_look();
  rules.back_sync = true;
  WaitCondition condition(rules);
  outcome_of(condition, synced_at(minute(0)));
  SUBCASE("is not satisfied by a sync") {
    CHECK(outcome_of(condition, synced_at(minute(5)), Source::poll) == Outcome::still_waiting);
    CHECK_FALSE(condition.needs_job_counts());
    CHECK(condition.observe(completion(TriggerKind::sync_complete)).outcome ==
          Outcome::still_waiting);
  }
  SUBCASE("is satisfied by the event of a back-sync") {
    SyncCompletion back_sync = completion(TriggerKind::sync_complete);
    back_sync.is_back_sync = true;
    CHECK(condition.observe(back_sync).outcome == Outcome::satisfied);
  }
  SUBCASE("is satisfied by the completion of a back-sync") {
    Integration integration = healthy_integration(minute(0));
    integration.last_completed_back_sync = minute(7);
    condition.observe(reading_of(integration), Source::poll);
    CHECK(condition.job_counts_unavailable().outcome == Outcome::satisfied);
    CHECK(condition.report().completed_at == minute(7));
  }
}

TEST_CASE("WaitCondition ends early where the wait can never be met") {
  WaitCondition condition(WaitRules{});
  const auto is_impossible_by = [&condition](const Integration& integration) {
    const bool impossible = outcome_of(condition, reading_of(integration)) == Outcome::impossible;
    CHECK_FALSE(condition.verdict().reason.empty());
    CHECK((!impossible || !condition.verdict().hint.empty()));
    return impossible;
  };
  Integration integration = healthy_integration();
  SUBCASE("without such an integration") {
    CHECK(outcome_of(condition, no_such_integration()) == Outcome::impossible);
    CHECK_FALSE(condition.verdict().hint.empty());
    CHECK(condition.report().source == Source::state);
  }
  SUBCASE("when it is archived") {
    integration.is_archived = true;
    CHECK(is_impossible_by(integration));
    CHECK(condition.report().source == Source::state);
  }
  SUBCASE("when it is not active") {
    integration.active = false;
    CHECK(is_impossible_by(integration));
  }
  SUBCASE("when Propexo cannot sign in") { CHECK(is_impossible_by(locked_out())); }
  SUBCASE("when a later poll finds it so") {
    outcome_of(condition, never_synced());
    CHECK(outcome_of(condition, reading_of(locked_out()), Source::poll) == Outcome::impossible);
    CHECK(condition.report().source == Source::poll);
  }
}

TEST_CASE("WaitCondition goes on where the wait may still be met") {
  WaitRules rules;
  Integration integration = healthy_integration();
  SUBCASE("while the credentials have not been checked") {
    integration.can_authenticate = std::nullopt;
  }
  SUBCASE("while refused credentials are being checked again") {
    integration = locked_out();
    integration.is_running_data_access_check = true;
  }
  SUBCASE("when it is not active and --wait-active was given") {
    rules.wait_active = true;
    integration.active = false;
  }
  SUBCASE("while a sync runs") { integration.is_running_sync = true; }
  SUBCASE("when nobody says whether a sync runs") { integration.is_running_sync = std::nullopt; }
  WaitCondition condition(rules);
  CHECK(outcome_of(condition, reading_of(integration)) == Outcome::still_waiting);
}

TEST_CASE("WaitCondition lets what is complete outweigh obstacles") {
  WaitCondition condition(WaitRules{});
  Integration integration = healthy_integration(minute(0));
  SUBCASE("archived") { integration.is_archived = true; }
  SUBCASE("not active") { integration.active = false; }
  SUBCASE("locked out") { integration.can_authenticate = false; }
  CHECK(outcome_of(condition, reading_of(integration)) == Outcome::satisfied);
}

TEST_CASE("WaitCondition does not let --wait-active excuse other obstacles") {
  WaitRules rules;
  rules.wait_active = true;
  WaitCondition condition(rules);
  Integration integration = healthy_integration();
  integration.active = false;
  SUBCASE("archived") { integration.is_archived = true; }
  SUBCASE("locked out") { integration.can_authenticate = false; }
  CHECK(outcome_of(condition, reading_of(integration)) == Outcome::impossible);
}
