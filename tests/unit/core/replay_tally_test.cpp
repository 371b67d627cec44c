#include "core/replay_tally.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

DeliveryResult answered(int status, bool accepted, LatencyHistogram::Time took = 1ms) {
  return {.status = status, .accepted = accepted, .took = took, .tries = 1};
}

const DeliveryResult unanswered{.error = "connection refused", .took = 30s, .tries = 3};

Outcome outcome_of(const std::vector<DeliveryResult>& results) {
  ReplayTally tally;
  for (const DeliveryResult& result : results)
    tally.count(result);
  return tally.outcome();
}

} // namespace

TEST_CASE("ReplayTally::count") {
  ReplayTally tally;
  for (const DeliveryResult& result : {answered(200, true, 4ms), answered(500, false),
                                       answered(401, false), answered(500, false), unanswered}) {
    tally.count(result);
  }
  CHECK(tally.sent() == 5);
  CHECK(tally.accepted == 1);
  CHECK(tally.refused == std::map<int, std::uint64_t>{{401, 1}, {500, 2}});
  CHECK(tally.failed == 1);
  CHECK(tally.tries == 7);
  CHECK(tally.times.count() == 4);
  CHECK(tally.times.longest() == 4ms);
}

TEST_CASE("ReplayTally::outcome") {
  CHECK(outcome_of({}) == Outcome::satisfied);
  CHECK(outcome_of({answered(200, true), answered(401, true)}) == Outcome::satisfied);
  CHECK(outcome_of({answered(200, true), answered(500, false)}) == Outcome::unhealthy);
  CHECK(outcome_of({answered(200, true), unanswered}) == Outcome::unhealthy);
  CHECK(outcome_of({answered(500, false), unanswered}) == Outcome::unhealthy);
  CHECK(outcome_of({unanswered, unanswered}) == Outcome::error);
}

TEST_CASE("exit_status_of_replay") {
  CHECK(exit_status_of_replay(Outcome::satisfied) == ExitStatus::done);
  CHECK(exit_status_of_replay(Outcome::unhealthy) == ExitStatus::answer_is_no);
  CHECK(exit_status_of_replay(Outcome::error) == ExitStatus::unreachable);
}
