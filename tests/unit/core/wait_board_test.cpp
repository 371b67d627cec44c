#include "core/wait_board.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const IntegrationId first("int-1");
const IntegrationId second("int-2");
const IntegrationId third("int-3");
const Instant start = Instant{} + 1h;

WaitBoard board_of(Quorum quorum, const WaitRules& rules = {}) {
  WaitBoard board(rules, quorum, start);
  board.expect({first, second});
  return board;
}

void satisfy(WaitBoard& board, const IntegrationId& id) {
  REQUIRE(board.observe(id, completion(), start).has_value());
}

void spoil(WaitBoard& board, const IntegrationId& id) {
  REQUIRE(board.observe(id, unfinished_completion(), start).has_value());
}

} // namespace

TEST_CASE("WaitBoard hands out each decision once") {
  WaitBoard board = board_of(Quorum::all);
  SUBCASE("with what was known and how long it took") {
    const auto decision = board.observe(first, completion(), start + 90s);
    REQUIRE(decision);
    CHECK(decision->integration == first);
    CHECK(decision->verdict.outcome == Outcome::satisfied);
    CHECK(decision->report.source == Source::webhook);
    CHECK(decision->waited == 90s);
  }
  SUBCASE("and nothing for what decides nothing") {
    CHECK_FALSE(board.observe(first, never_synced(), Source::state, start));
    CHECK_FALSE(board.observe(first, failed_job(), start));
    CHECK_FALSE(board.observe(first, JobCounts{1, 0}, start));
    CHECK_FALSE(board.job_counts_unavailable(first, start));
    CHECK(board.undecided() == std::vector{first, second});
  }
  SUBCASE("and nothing more about what is decided") {
    satisfy(board, first);
    CHECK_FALSE(board.observe(first, unfinished_completion(), start));
    CHECK_FALSE(board.observe(first, synced_at(minute(1)), Source::poll, start));
    CHECK_FALSE(board.end(first, {Outcome::timed_out}, start));
    CHECK(board.condition(first).verdict().outcome == Outcome::satisfied);
    CHECK(board.undecided() == std::vector{second});
  }
  SUBCASE("and nothing about what nobody waits for") {
    CHECK_FALSE(board.observe(third, completion(), start));
    CHECK_FALSE(board.observe(third, IntegrationReading{}, Source::state, start));
    CHECK_FALSE(board.observe(third, JobCounts{}, start));
    CHECK_FALSE(board.job_counts_unavailable(third, start));
    CHECK_FALSE(board.end(third, {Outcome::error}, start));
    board.note_baseline(third, never_synced());
    CHECK_FALSE(board.waits_for(third));
  }
}

TEST_CASE("WaitBoard expects each integration once and in the order given") {
  WaitBoard board(WaitRules{}, Quorum::all, start);
  board.expect({second, first, second});
  board.expect({third, first});
  CHECK(board.integrations() == std::vector{second, first, third});
  satisfy(board, first);
  board.expect({first});
  CHECK_FALSE(board.waits_for(first));
}

TEST_CASE("WaitBoard ends what is undecided for an outer reason") {
  WaitBoard board = board_of(Quorum::all);
  satisfy(board, first);
  CHECK_FALSE(board.end(first, {Outcome::timed_out}, start));
  const auto decision = board.end(second, {Outcome::timed_out, "too late"}, start + 5s);
  REQUIRE(decision);
  CHECK(decision->integration == second);
  CHECK(decision->verdict.outcome == Outcome::timed_out);
  CHECK(decision->verdict.reason == "too late");
  CHECK(decision->waited == 5s);
  CHECK(board.finished());
  CHECK(board.outcome() == Outcome::timed_out);
  CHECK_FALSE(board.end(second, {Outcome::error}, start));
  CHECK_FALSE(board.observe(second, completion(), start));
}

TEST_CASE("WaitBoard that waits for all") {
  WaitBoard board = board_of(Quorum::all);
  SUBCASE("is finished when each is decided") {
    CHECK_FALSE(board.finished());
    satisfy(board, first);
    CHECK_FALSE(board.finished());
    satisfy(board, second);
    CHECK(board.finished());
    CHECK(board.outcome() == Outcome::satisfied);
  }
  SUBCASE("goes on after an unhealthy one and remembers it") {
    spoil(board, first);
    CHECK_FALSE(board.finished());
    satisfy(board, second);
    CHECK(board.finished());
    CHECK(board.outcome() == Outcome::unhealthy);
  }
  SUBCASE("says no rather than unknown") {
    spoil(board, first);
    board.end(second, {Outcome::timed_out}, start);
    CHECK(board.outcome() == Outcome::unhealthy);
  }
  SUBCASE("says unknown rather than yes") {
    satisfy(board, first);
    board.end(second, {Outcome::interrupted}, start);
    CHECK(board.outcome() == Outcome::interrupted);
  }
  SUBCASE("says that it failed before anything else") {
    spoil(board, first);
    board.end(second, {Outcome::error}, start);
    CHECK(board.outcome() == Outcome::error);
  }
}

TEST_CASE("WaitBoard that fails fast") {
  WaitBoard board = board_of(Quorum::all, failing_fast());
  SUBCASE("is finished at the first unhealthy one") { spoil(board, first); }
  SUBCASE("is finished at the first impossible one") {
    REQUIRE(board.observe(first, IntegrationReading{}, Source::state, start));
  }
  CHECK(board.finished());
  CHECK(board.undecided() == std::vector{second});
  CHECK(board.outcome() != Outcome::satisfied);
}

TEST_CASE("WaitBoard that fails fast goes on while all is well") {
  WaitBoard board = board_of(Quorum::all, failing_fast());
  satisfy(board, first);
  CHECK_FALSE(board.finished());
}

TEST_CASE("WaitBoard that waits for any") {
  WaitBoard board = board_of(Quorum::any);
  SUBCASE("is finished by the first success") {
    satisfy(board, second);
    CHECK(board.finished());
    CHECK(board.outcome() == Outcome::satisfied);
  }
  SUBCASE("is not finished by a failure") {
    spoil(board, first);
    CHECK_FALSE(board.finished());
    satisfy(board, second);
    CHECK(board.outcome() == Outcome::satisfied);
  }
  SUBCASE("says no when all have failed") {
    spoil(board, first);
    spoil(board, second);
    CHECK(board.finished());
    CHECK(board.outcome() == Outcome::unhealthy);
  }
  SUBCASE("says unknown while one might have succeeded") {
    spoil(board, first);
    board.end(second, {Outcome::timed_out}, start);
    CHECK(board.outcome() == Outcome::timed_out);
  }
}

TEST_CASE("WaitBoard keeps integrations apart") {
  WaitBoard board = board_of(Quorum::all, rules_since_first_look());
  board.note_baseline(first, synced_at(minute(0)));
  CHECK_FALSE(board.observe(first, synced_at(minute(0)), Source::state, start));
  CHECK_FALSE(board.observe(second, synced_at(minute(5)), Source::state, start));
  CHECK(board.observe(first, synced_at(minute(1)), Source::state, start));
  CHECK_FALSE(board.observe(second, synced_at(minute(5)), Source::state, start));
}

TEST_CASE("WaitBoard passes on when a COMMAND began") {
  WaitBoard board(rules_since_first_look(), Quorum::all, start);
  board.expect({first}, minute(3));
  CHECK(board.observe(first, synced_at(minute(4)), Source::state, start));
}

TEST_CASE("WaitBoard names no source and no event where nothing decided") {
  WaitBoard board(rules_allowing(0), Quorum::all, start);
  board.expect({first});
  board.observe(first, synced_at(minute(1)), Source::poll, start); // its jobs are not counted yet
  const auto decision = board.end(first, {Outcome::timed_out}, start);
  REQUIRE(decision);
  CHECK_FALSE(decision->report.source);
  CHECK_FALSE(decision->report.event);
  CHECK(decision->report.completed_at == minute(1));
}
