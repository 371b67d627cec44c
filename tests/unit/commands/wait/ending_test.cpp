#include "commands/wait/ending.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace syncbell;

namespace {

WaitBoard board_of(Outcome outcome) {
  WaitBoard board({}, Quorum::all, Instant{});
  board.expect({IntegrationId("a")});
  board.end(IntegrationId("a"), {outcome, ""}, Instant{});
  return board;
}

} // namespace

TEST_CASE("verdict_for_rest") {
  WaitEnding ending;
  CHECK(verdict_for_rest(ending, "late").outcome == Outcome::timed_out);
  CHECK(verdict_for_rest(ending, "late").reason == "late");
  ending.signal = SIGINT;
  CHECK(verdict_for_rest(ending, "late").outcome == Outcome::interrupted);
  CHECK(verdict_for_rest(ending, "late").reason == "stopped by SIGINT");
  ending.failure = Error{ErrorKind::network, "no way", "hint"};
  CHECK(verdict_for_rest(ending, "late").outcome == Outcome::error);
  CHECK(verdict_for_rest(ending, "late").hint == "hint");
}

TEST_CASE("exit_status_of a wait") {
  SUBCASE("is that of its answer") {
    CHECK(exit_status_of(WaitEnding{}, board_of(Outcome::satisfied)) == ExitStatus::done);
    CHECK(exit_status_of(WaitEnding{}, board_of(Outcome::unhealthy)) == ExitStatus::answer_is_no);
    CHECK(exit_status_of(WaitEnding{}, board_of(Outcome::impossible)) == ExitStatus::answer_is_no);
    CHECK(exit_status_of(WaitEnding{}, board_of(Outcome::error)) == ExitStatus::unreachable);
    CHECK(exit_status_of(WaitEnding{}, board_of(Outcome::timed_out)) == ExitStatus::timed_out);
  }
  SUBCASE("is that of what ended it early") {
    WaitEnding ending{{}, SIGTERM, false, true};
    CHECK(exit_status_of(ending, board_of(Outcome::interrupted)) == ExitStatus::terminated);
    ending.command_was_cut_off = true; // before the signal came
    CHECK(exit_status_of(ending, board_of(Outcome::interrupted)) == ExitStatus::terminated);
    ending.command_was_cut_off = false;
    ending.failure = Error{ErrorKind::auth, ""};
    CHECK(exit_status_of(ending, board_of(Outcome::error)) == ExitStatus::auth);
  }
  SUBCASE("is that of its answer where a signal came too late") {
    CHECK(exit_status_of({{}, SIGINT, false, false}, board_of(Outcome::satisfied)) ==
          ExitStatus::done);
  }
  SUBCASE("is 124 where a COMMAND was cut off or has named nobody") {
    CHECK(exit_status_of({{}, {}, true, false}, board_of(Outcome::satisfied)) ==
          ExitStatus::timed_out);
    CHECK(exit_status_of({}, WaitBoard({}, Quorum::all, Instant{})) == ExitStatus::timed_out);
  }
}
