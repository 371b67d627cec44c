#include "net/deadline.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("milliseconds_until") {
  const Instant now = std::chrono::steady_clock::now();
  CHECK(milliseconds_until(now - 1s) == 0);
  CHECK(milliseconds_until(Instant::min()) == 0);
  CHECK(milliseconds_until(Instant::max()) == 3'600'000);
  const int left = milliseconds_until(now + 1h - 1ns);
  CHECK(left > 3'500'000);
  CHECK(left <= 3'600'000);
}
