#include "mock/rate_window.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

TEST_CASE("RateWindow: slows down and then refuses until the minute turns") {
  RateWindow window({.requests = 10});
  const WallTime start = *parse_timestamp("2026-11-23T12:00:30Z");
  CHECK(window.remaining(start) == 10);
  for (int i = 1; i <= 7; ++i)
    CHECK(window.take(start).delay == 0s);
  CHECK(window.remaining(start) == 3);
  for (int i = 8; i <= 10; ++i) {
    const RateWindow::Verdict verdict = window.take(start + 5s);
    CHECK_FALSE(verdict.refused);
    CHECK(verdict.delay == 2s);
  }
  CHECK(window.remaining(start + 5s) == 0);
  const RateWindow::Verdict refused = window.take(start + 20s);
  CHECK(refused.refused);
  CHECK(refused.until_turn == 40s);
  CHECK(window.take(start + 1min - 1ms).refused);
  CHECK(window.remaining(start + 1min) == 10);
  const RateWindow::Verdict fresh = window.take(start + 1min);
  CHECK_FALSE(fresh.refused);
  CHECK(fresh.delay == 0s);
  CHECK(window.remaining(start + 1min) == 9);
}

TEST_CASE("RateWindow: no limit") {
  RateWindow window({.requests = 0});
  for (int i = 0; i < 1000; ++i)
    CHECK_FALSE(window.take(WallTime{}).refused);
  CHECK_FALSE(window.is_limited());
}
