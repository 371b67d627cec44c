#include "core/backoff.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

std::vector<Duration> pauses(Backoff& backoff, double random, int count) {
  std::vector<Duration> all;
  for (int i = 0; i < count; ++i)
    all.push_back(backoff.next(random));
  return all;
}

} // namespace

TEST_CASE("Backoff") {
  Backoff backoff(500ms, 3s);
  SUBCASE("doubles up to the longest pause and stays there") {
    CHECK(pauses(backoff, 0, 5) == std::vector<Duration>{500ms, 1s, 2s, 3s, 3s});
  }
  SUBCASE("is shortened by half at most") {
    CHECK(pauses(backoff, 0.5, 2) == std::vector<Duration>{375ms, 750ms});
    CHECK(backoff.next(0.999999) >= 1s);
  }
  SUBCASE("begins anew after a success") {
    pauses(backoff, 0, 4);
    backoff.reset();
    CHECK(backoff.next(0) == 500ms);
  }
  SUBCASE("keeps to a longest pause below the first") {
    Backoff short_one(1s, 1s);
    CHECK(pauses(short_one, 0, 2) == std::vector<Duration>{1s, 1s});
  }
}
