#include "core/pacing.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const Instant start{};
const WallTime recorded = *parse_timestamp("2026-11-23T08:00:00Z");

} // namespace

TEST_CASE("Pacing none") {
  Pacing pacing = Pacing::none();
  CHECK(pacing.next(Instant{5s}, {}) == Instant{5s});
  CHECK(pacing.next(Instant{7s}, recorded) == Instant{7s});
}

TEST_CASE("Pacing at_rate") {
  SUBCASE("counts from the first and not from the one before") {
    Pacing pacing = Pacing::at_rate(3);
    Instant now{100s};
    for (int i = 0; i < 3000; ++i) {
      const Instant due = pacing.next(now, {});
      const double seconds = std::chrono::duration<double>(due - Instant{100s}).count();
      CHECK(std::abs(seconds - i / 3.0) < 1e-6);
      now = due + 2ms; // every pause takes longer than it should
    }
  }
  SUBCASE("is exact over ten seconds however late each one is") {
    for (const double rate : {0.5, 7.0, 333.0, 5000.0}) {
      Pacing pacing = Pacing::at_rate(rate);
      Instant now{};
      int sent = 0;
      while (now < Instant{10s}) {
        now = std::max(now, pacing.next(now, {})) + 50us;
        ++sent;
      }
      CHECK(std::abs(sent - 10 * rate) <= std::max(1.0, 0.001 * 10 * rate));
    }
  }
  SUBCASE("catches up for a second and not for more") {
    Pacing pacing = Pacing::at_rate(10);
    CHECK(pacing.next(start, {}) == start);
    const Instant late{500ms};
    CHECK(pacing.next(late, {}) == start + 100ms);
    const Instant very_late{60s};
    CHECK(pacing.next(very_late, {}) == very_late - 1s);
    CHECK(pacing.next(very_late, {}) == very_late - 900ms);
  }
}

TEST_CASE("Pacing as_recorded") {
  SUBCASE("keeps the gaps") {
    Pacing pacing = Pacing::as_recorded(1);
    CHECK(pacing.next(start, recorded) == start);
    CHECK(pacing.next(start, recorded + 250ms) == start + 250ms);
    CHECK(pacing.next(start + 251ms, recorded + 90min) == start + 90min);
  }
  SUBCASE("at another speed") {
    Pacing pacing = Pacing::as_recorded(10);
    CHECK(pacing.next(start, recorded) == start);
    CHECK(pacing.next(start, recorded + 1s) == start + 100ms);
    CHECK(pacing.next(start, recorded + 20s) == start + 2s);
    Pacing slow = Pacing::as_recorded(0.5);
    slow.next(start, recorded);
    CHECK(slow.next(start, recorded + 1s) == start + 2s);
  }
  SUBCASE("what has no time or an earlier one follows at once") {
    Pacing pacing = Pacing::as_recorded(1);
    CHECK(pacing.next(start, {}) == start);
    CHECK(pacing.next(start, recorded) == start);
    CHECK(pacing.next(start, recorded + 1s) == start + 1s);
    CHECK(pacing.next(start, {}) == start + 1s);
    CHECK(pacing.next(start, recorded) == start + 1s);
    CHECK(pacing.next(start, recorded + 2s) == start + 3s);
  }
}

TEST_CASE("Pacing waits long and not at all the shorter for a gap beyond all counting") {
  Pacing pacing = Pacing::as_recorded(1e-4);
  CHECK(pacing.next(start, recorded) == start);
  CHECK(pacing.next(start, recorded + 90min) > start + 14'999h);
  CHECK(pacing.next(start, *parse_timestamp("9999-12-31T23:59:59Z")) > start + 24h * 365 * 9);
  CHECK(pacing.next(start, *parse_timestamp("0001-01-01T00:00:00Z")) > start + 24h * 365 * 9);
  CHECK(pacing.next(start, *parse_timestamp("9999-12-31T23:59:59Z")) > start + 24h * 365 * 9);
}

TEST_CASE("parse_rate") {
  CHECK(*parse_rate("50/s") == 50);
  CHECK(*parse_rate("0.5/s") == 0.5);
  for (const char* text : {"", "/s", "x/s", "-1/s", "1e3/s", "inf/s", "50/m", "50 /s", "1.2.3/s",
                           "0/s", "99999999/s"}) {
    CAPTURE(text);
    const auto rate = parse_rate(text);
    REQUIRE_FALSE(rate);
    CHECK(rate.error().kind == ErrorKind::usage);
    CHECK(rate.error().message == "'" + std::string(text) + "' is not a rate");
  }
  CHECK(parse_rate("50").error().message == "rate '50' has no unit");
  CHECK(parse_rate("50").error().hint.find("50/s") != std::string::npos);
}

TEST_CASE("parse_speed") {
  CHECK(*parse_speed("10") == 10);
  CHECK(*parse_speed("0.25") == 0.25);
  for (const char* text : {"", "fast", "10x", "0", "-2"}) {
    CAPTURE(text);
    CHECK(parse_speed(text).error().kind == ErrorKind::usage);
  }
}
