#include "core/wait_condition.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

IntegrationReading two_schedules(IntegrationReading reading, std::optional<WallTime> first_run,
                                 std::optional<WallTime> second_run) {
  return with_schedules(std::move(reading), {schedule("a", first_run), schedule("b", second_run)});
}

Outcome polled(WaitCondition& condition, const IntegrationReading& reading) {
  condition.observe(reading, Source::poll);
  return condition.job_counts_unavailable().outcome;
}

} // namespace

TEST_CASE("WaitCondition for every schedule by state") {
  WaitCondition condition(rules_for_every_schedule());
  SUBCASE("is satisfied once each has run and a completion is as late as its run") {
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(9))) ==
          Outcome::satisfied);
  }
  SUBCASE("waits for one that has never run") {
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), minute(1), std::nullopt)) ==
          Outcome::still_waiting);
    CHECK(condition.schedules_done() == 1);
    CHECK(condition.schedules_expected() == 2);
    CHECK(polled(condition, two_schedules(synced_at(minute(20)), minute(1), minute(15))) ==
          Outcome::satisfied);
  }
  SUBCASE("waits for one that began to run after the last completion") {
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(10))) ==
          Outcome::still_waiting);
  }
  SUBCASE("waits while a sync runs") {
    CHECK(polled(condition, two_schedules(running(minute(9)), minute(1), minute(2))) ==
          Outcome::still_waiting);
    CHECK(polled(condition, two_schedules(synced_at(minute(10)), minute(1), minute(2))) ==
          Outcome::satisfied);
  }
  SUBCASE("does not ask again for what was seen to be done") {
    polled(condition, two_schedules(synced_at(minute(5)), minute(1), std::nullopt));
    polled(condition, two_schedules(running(minute(5)), minute(6), minute(7)));
    CHECK(condition.schedules_done() == 1);
  }
  SUBCASE("does not wait for an inactive one") {
    const auto reading = with_schedules(
        synced_at(minute(9)), {schedule("a", minute(1)), schedule("off", std::nullopt, false)});
    CHECK(polled(condition, reading) == Outcome::satisfied);
    CHECK(condition.schedules_expected() == 1);
  }
  SUBCASE("stops waiting for one that is switched off") {
    polled(condition, two_schedules(synced_at(minute(9)), minute(1), std::nullopt));
    const auto reading = with_schedules(
        synced_at(minute(9)), {schedule("a", minute(1)), schedule("b", std::nullopt, false)});
    CHECK(polled(condition, reading) == Outcome::satisfied);
  }
  SUBCASE("waits for one that is added") {
    polled(condition, two_schedules(synced_at(minute(9)), minute(1), std::nullopt));
    const auto reading =
        with_schedules(synced_at(minute(20)), {schedule("a", minute(1)), schedule("b", minute(12)),
                                               schedule("c", std::nullopt)});
    CHECK(polled(condition, reading) == Outcome::still_waiting);
    CHECK(condition.schedules_done() == 2);
  }
}

TEST_CASE("WaitCondition for every schedule without an active one") {
  WaitRules rules = rules_for_every_schedule();
  SUBCASE("can never be met") {
    WaitCondition condition(rules);
    const auto reading = with_schedules(synced_at(minute(9)), {schedule("off", minute(1), false)});
    CHECK(condition.observe(reading, Source::state).outcome == Outcome::impossible);
    CHECK(condition.verdict().reason.find("schedule") != std::string::npos);
  }
  SUBCASE("may be met once somebody enables the integration") {
    rules.wait_active = true;
    WaitCondition condition(rules);
    Integration inactive = healthy_integration();
    inactive.active = false;
    CHECK(condition.observe(reading_of(inactive), Source::state).outcome == Outcome::still_waiting);
    CHECK(condition.observe(never_synced(), Source::poll).outcome == Outcome::impossible);
  }
}

TEST_CASE("WaitCondition for every schedule since the first look") {
  WaitRules rules = rules_since_first_look();
  rules.every_schedule = true;
  WaitCondition condition(rules);
  polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(2)));
  CHECK_FALSE(condition.decided());
  CHECK(condition.schedules_done() == 0);
  SUBCASE("asks for a new run of each") {
    CHECK(polled(condition, two_schedules(synced_at(minute(15)), minute(12), minute(2))) ==
          Outcome::still_waiting);
    CHECK(condition.schedules_done() == 1);
    CHECK(polled(condition, two_schedules(synced_at(minute(25)), minute(12), minute(22))) ==
          Outcome::satisfied);
  }
  SUBCASE("takes a schedule that appeared since as new") {
    const auto reading =
        with_schedules(synced_at(minute(25)), {schedule("a", minute(12)), schedule("b", minute(13)),
                                               schedule("new", minute(14))});
    CHECK(polled(condition, reading) == Outcome::satisfied);
  }
}

TEST_CASE("WaitCondition for every schedule whose events the state has to bear out") {
  WaitRules rules = rules_since_first_look();
  rules.every_schedule = rules.confirm_events = true;
  rules.max_failed_jobs = *parse_failure_allowance("2");
  WaitCondition condition(rules);
  polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(2)));
  SUBCASE("does not believe repeats of old ones") {
    CHECK(condition.observe(completion_of_schedule("a")).outcome == Outcome::still_waiting);
    CHECK(condition.observe(completion_of_schedule("b")).outcome == Outcome::still_waiting);
    CHECK(condition.awaits_confirmation());
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(2))) ==
          Outcome::still_waiting);
    CHECK(condition.schedules_done() == 0);
  }
  SUBCASE("ends at the first unhealthy one that it bears out") {
    SyncCompletion told = completion_of_schedule("a");
    told.failed_jobs = 3;
    SUBCASE("however many others are heard of meanwhile") {
      condition.observe(completion_of_schedule("b"));
    }
    CHECK(condition.observe(told).outcome == Outcome::still_waiting);
    condition.observe(completion_of_schedule("b"));
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), minute(1), minute(2))) ==
          Outcome::still_waiting);
    condition.observe(two_schedules(synced_at(minute(15)), minute(12), minute(2)), Source::poll);
    CHECK(condition.verdict().outcome == Outcome::unhealthy);
    CHECK(condition.report().jobs == JobCounts{10, 3});
  }
  SUBCASE("takes the state's word for each and the job log's for how they went") {
    condition.observe(completion_of_schedule("a"));
    polled(condition, two_schedules(synced_at(minute(15)), minute(12), minute(2)));
    CHECK_FALSE(condition.awaits_confirmation()); // the one it was of has run
    condition.observe(completion_of_schedule("b"));
    condition.observe(two_schedules(synced_at(minute(25)), minute(12), minute(22)), Source::poll);
    CHECK(condition.needs_job_counts());
    CHECK(condition.observe(JobCounts{20, 2}).outcome == Outcome::satisfied);
  }
}

TEST_CASE("WaitCondition for every schedule since an instant") {
  WaitRules rules = rules_since(minute(10));
  rules.every_schedule = true;
  WaitCondition condition(rules);
  CHECK(polled(condition, two_schedules(synced_at(minute(15)), minute(10), minute(11))) ==
        Outcome::still_waiting);
  CHECK(condition.schedules_done() == 1);
  CHECK(polled(condition, two_schedules(synced_at(minute(20)), minute(16), minute(11))) ==
        Outcome::satisfied);
}

TEST_CASE("WaitCondition for every schedule by webhook") {
  WaitCondition condition(rules_for_every_schedule());
  SUBCASE("takes one event a schedule") {
    polled(condition, two_schedules(never_synced(), std::nullopt, std::nullopt));
    CHECK(condition.observe(completion_of_schedule("a")).outcome == Outcome::still_waiting);
    CHECK(condition.observe(completion_of_schedule("a")).outcome == Outcome::still_waiting);
    CHECK(condition.schedules_done() == 1);
    CHECK(condition.observe(completion_of_schedule("b")).outcome == Outcome::satisfied);
    CHECK(condition.report().source == Source::webhook);
  }
  SUBCASE("is satisfied by the look after events that came before it") {
    condition.observe(completion_of_schedule("a"));
    CHECK(condition.observe(completion_of_schedule("b")).outcome == Outcome::still_waiting);
    CHECK(
        condition.observe(two_schedules(never_synced(), std::nullopt, std::nullopt), Source::state)
            .outcome == Outcome::satisfied);
  }
  SUBCASE("is not satisfied by an event without a schedule") {
    polled(condition, two_schedules(never_synced(), std::nullopt, std::nullopt));
    CHECK(condition.observe(completion()).outcome == Outcome::still_waiting);
    CHECK(condition.schedules_done() == 0);
  }
  SUBCASE("ends at the first unhealthy one") {
    polled(condition, two_schedules(never_synced(), std::nullopt, std::nullopt));
    SyncCompletion given_up = completion_of_schedule("a");
    given_up.is_finished = false;
    CHECK(condition.observe(given_up).outcome == Outcome::unhealthy);
  }
  SUBCASE("is completed by a poll") {
    polled(condition, two_schedules(never_synced(), std::nullopt, std::nullopt));
    condition.observe(completion_of_schedule("a"));
    CHECK(polled(condition, two_schedules(synced_at(minute(9)), std::nullopt, minute(3))) ==
          Outcome::satisfied);
    CHECK(condition.report().source == Source::poll);
  }
  SUBCASE("counts the events of schedules nobody waits for as none of theirs") {
    polled(condition, two_schedules(never_synced(), std::nullopt, std::nullopt));
    condition.observe(completion_of_schedule("x"));
    condition.observe(completion_of_schedule("y"));
    CHECK_FALSE(condition.decided());
    CHECK(condition.schedules_done() == 0);
  }
}
