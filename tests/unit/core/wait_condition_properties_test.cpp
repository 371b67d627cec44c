#include "core/wait_condition.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Random = std::mt19937;
using Fact = std::function<void(WaitCondition&)>;

bool one_in(Random& random, unsigned count) { return random() % count == 0; }

WaitRules any_rules(Random& random) {
  WaitRules rules;
  if (one_in(random, 2)) rules.event = TriggerKind::sync_complete;
  rules.since.kind = static_cast<Since::Kind>(random() % 3);
  rules.since.time = minute(static_cast<int>(random() % 20));
  rules.every_schedule = one_in(random, 3);
  rules.wait_active = one_in(random, 3);
  rules.allow_unfinished = one_in(random, 3);
  rules.fail_fast = one_in(random, 3);
  rules.back_sync = one_in(random, 5);
  if (one_in(random, 3)) rules.max_failed_jobs = FailureAllowance{2, one_in(random, 2)};
  return rules;
}

std::optional<WallTime> any_time(Random& random) {
  if (one_in(random, 3)) return std::nullopt;
  return minute(static_cast<int>(random() % 30));
}

IntegrationReading any_reading(Random& random) {
  if (one_in(random, 40)) return {};
  Integration integration = healthy_integration(any_time(random));
  integration.last_completed_back_sync = any_time(random);
  integration.is_running_sync = one_in(random, 2);
  integration.active = !one_in(random, 20);
  integration.is_archived = one_in(random, 40);
  if (one_in(random, 20)) integration.can_authenticate = false;
  return with_schedules(
      reading_of(integration),
      {schedule("a", any_time(random)), schedule("b", any_time(random), one_in(random, 2))});
}

Event any_event(Random& random) {
  if (one_in(random, 4)) return failed_job();
  if (one_in(random, 4)) return RecordChange{};
  SyncCompletion made =
      completion(one_in(random, 2) ? TriggerKind::sync_complete : TriggerKind::first_sync_complete);
  if (one_in(random, 8)) made.kind = std::nullopt;
  made.failed_jobs = std::int64_t(random() % 4);
  if (one_in(random, 4)) made.failed_jobs = std::nullopt;
  made.is_finished = !one_in(random, 4);
  if (one_in(random, 2)) made.schedule = ScheduleId(one_in(random, 2) ? "a" : "b");
  return made;
}

Fact any_fact(Random& random) {
  switch (random() % 4) {
  case 0:
    return [reading = any_reading(random)](auto& to) { to.observe(reading, Source::poll); };
  case 1:
    return [event = any_event(random)](auto& to) { to.observe(event); };
  case 2:
    return [failed = std::int64_t(random() % 4)](auto& to) { to.observe(JobCounts{5, failed}); };
  default:
    return [](auto& to) { to.job_counts_unavailable(); };
  }
}

bool same(const Verdict& left, const Verdict& right) {
  return left.outcome == right.outcome && left.reason == right.reason && left.hint == right.hint;
}

} // namespace

TEST_CASE("WaitCondition never changes a verdict") {
  Random random(20261123);
  int decisions = 0;
  for (int round = 0; round < 3000; ++round) {
    WaitCondition condition(any_rules(random));
    for (int step = 0; step < 12; ++step) {
      const Verdict before = condition.verdict();
      const bool was_decided = condition.decided();
      const std::optional<Source> source = condition.report().source;
      any_fact(random)(condition);
      if (!was_decided) continue;
      REQUIRE(same(condition.verdict(), before));
      REQUIRE(condition.report().source == source);
      REQUIRE_FALSE(condition.needs_job_counts());
    }
    decisions += condition.decided() ? 1 : 0;
  }
  CHECK(decisions > 1000);
}

TEST_CASE("WaitCondition says why and through whom whenever it has decided") {
  Random random(42);
  for (int round = 0; round < 3000; ++round) {
    WaitCondition condition(any_rules(random));
    for (int step = 0; step < 12; ++step)
      any_fact(random)(condition);
    if (!condition.decided()) continue;
    REQUIRE_FALSE(condition.verdict().reason.empty());
    REQUIRE(condition.report().source.has_value());
  }
}

TEST_CASE("WaitCondition gives the same outcome in whatever order the same facts arrive") {
  const auto is_the_same_in_every_order = [](const WaitRules& rules, std::vector<Fact> facts,
                                             Outcome expected) {
    std::vector<std::size_t> order(facts.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      order[i] = i;
    do {
      WaitCondition condition(rules);
      for (const std::size_t i : order)
        facts[i](condition);
      CAPTURE(order.front());
      CHECK(condition.verdict().outcome == expected);
    } while (std::next_permutation(order.begin(), order.end()));
  };
  const auto heard = [](const Event& event) { return [event](auto& to) { to.observe(event); }; };
  const auto read = [](const IntegrationReading& reading) {
    return [reading](auto& to) { to.observe(reading, Source::poll); };
  };
  const auto two = [](IntegrationReading reading) {
    return with_schedules(std::move(reading),
                          {schedule("a", std::nullopt), schedule("b", std::nullopt)});
  };
  SUBCASE("the events of both schedules and the look that names them") {
    is_the_same_in_every_order(rules_for_every_schedule(),
                               {heard(completion_of_schedule("a")), read(two(never_synced())),
                                heard(completion_of_schedule("b"))},
                               Outcome::satisfied);
  }
  SUBCASE("only one of both schedules") {
    is_the_same_in_every_order(rules_for_every_schedule(),
                               {heard(completion_of_schedule("a")), read(two(never_synced())),
                                heard(completion_of_schedule("a"))},
                               Outcome::still_waiting);
  }
  SUBCASE("a completion and things that are no end") {
    is_the_same_in_every_order(WaitRules{},
                               {heard(completion()), heard(failed_job()), read(running()),
                                heard(completion(TriggerKind::sync_complete))},
                               Outcome::satisfied);
  }
  SUBCASE("a failed job and the completion that counts it with --fail-fast") {
    is_the_same_in_every_order(failing_fast(),
                               {heard(failed_job()), heard(completion_with(4, 1)), read(running())},
                               Outcome::unhealthy);
  }
}
