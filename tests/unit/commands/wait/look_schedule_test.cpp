#include "commands/wait/look_schedule.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const Instant start = Instant{} + 1h;

// One that has been armed and has had the look that counts.
LookSchedule polling(Duration interval) {
  LookSchedule looks(interval, start);
  looks.arm();
  looks.begin_next(start);
  looks.end();
  return looks;
}

} // namespace

TEST_CASE("LookSchedule looks once before and once after arming and then in turns") {
  LookSchedule looks(30s, start);
  CHECK(looks.due() == start);
  looks.begin(Look::state, start);
  CHECK_FALSE(looks.is_idle());
  looks.end();
  CHECK_FALSE(looks.has_counted());
  looks.make_due(start + 1s);
  looks.arm();
  CHECK(looks.due() == start + 1s);
  looks.begin_next(start + 1s);
  CHECK(looks.under_way() == Look::state);
  looks.end();
  CHECK(looks.has_counted());
  CHECK(looks.due() == start + 31s);
  looks.begin_next(start + 31s);
  CHECK(looks.under_way() == Look::poll);
}

TEST_CASE("LookSchedule looks again at once after a look that began before arming") {
  for (const Look look : {Look::baseline, Look::state}) {
    LookSchedule looks(5min, start);
    looks.begin(look, start);
    looks.arm();
    looks.end();
    CHECK_FALSE(looks.has_counted());
    CHECK(looks.due() == start);
  }
}

TEST_CASE("LookSchedule::hurry") {
  LookSchedule looks = polling(1h);
  SUBCASE("looks soon yet not twice within a second") {
    looks.hurry();
    CHECK(looks.due() == start + 1s);
  }
  SUBCASE("looks again after a look that was under way") {
    looks.begin_next(start + 10s);
    looks.hurry();
    looks.end();
    CHECK(looks.due() == start + 10s);
  }
  SUBCASE("is over with the next look") {
    looks.hurry();
    looks.begin_next(start + 1s);
    looks.end();
    CHECK(looks.due() == start + 1s + 1h);
  }
}

TEST_CASE("LookSchedule::fail pauses longer each time and never for long") {
  LookSchedule looks = polling(1h);
  Instant now = start;
  for (const Duration pause : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
    looks.begin_next(now);
    looks.fail(now, 0);
    CHECK(looks.is_idle());
    CHECK(looks.due() == now + pause);
    now = looks.due();
  }
  looks.begin_next(now);
  looks.end();
  looks.begin_next(now);
  looks.fail(now, 0);
  CHECK(looks.due() == now + 1s);
}

TEST_CASE("LookSchedule::cancel says nothing of the state") {
  LookSchedule looks(30s, start);
  looks.arm();
  looks.begin_next(start);
  looks.cancel();
  CHECK(looks.is_idle());
  CHECK_FALSE(looks.has_counted());
  CHECK(looks.due() == start);
}

TEST_CASE("LookSchedule::set_interval brings the next look forward") {
  LookSchedule looks = polling(1h);
  looks.set_interval(30s);
  CHECK(looks.due() == start + 30s);
  looks.begin_next(start + 30s);
  looks.end();
  CHECK(looks.due() == start + 60s);
}
