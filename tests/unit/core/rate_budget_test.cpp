#include "core/rate_budget.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const Instant start = Instant{} + 24h;
constexpr int largest = std::numeric_limits<int>::max();

void spend(RateBudget& budget, int count, Instant now) {
  for (int i = 0; i < count; ++i)
    budget.spend(now);
}

// How many requests may go at once.
int burst(RateBudget& budget, Instant now) {
  int count = 0;
  for (; count < 1000 && budget.delay(now) == 0ms; ++count)
    budget.spend(now);
  return count;
}

} // namespace

TEST_CASE("RateBudget") {
  RateBudget budget;
  SUBCASE("lets the first request go at once") { CHECK(budget.delay(start) == 0ms); }
  SUBCASE("stays below 80 percent of the default limit in any minute") {
    CHECK(burst(budget, start) == 112);
    CHECK(budget.delay(start) == 60s);
    CHECK(budget.delay(start + 20s) == 40s);
    CHECK(burst(budget, start + 60s) == 112);
  }
  SUBCASE("lets requests go as those of a minute ago run out") {
    spend(budget, 100, start);
    spend(budget, 12, start + 30s);
    CHECK(budget.delay(start + 40s) == 20s);
    CHECK(burst(budget, start + 60s) == 100);
    CHECK(budget.delay(start + 60s) == 30s);
  }
  SUBCASE("follows the limit that replies name") {
    budget.learn(40, std::nullopt, start);
    CHECK(burst(budget, start) == 30);
    budget.learn(80, std::nullopt, start);
    CHECK(burst(budget, start) == 30);
    budget.learn(40, std::nullopt, start);
    CHECK(budget.delay(start) == 60s);
  }
  SUBCASE("sends at least one request a minute whatever the limit") {
    budget.learn(1, std::nullopt, start);
    CHECK(burst(budget, start) == 1);
    CHECK(budget.delay(start) == 60s);
  }
  SUBCASE("ignores a limit that cannot be") {
    budget.learn(0, std::nullopt, start);
    budget.learn(-5, std::nullopt, start);
    CHECK(burst(budget, start) == 112);
  }
  SUBCASE("survives the largest numbers") {
    budget.learn(largest, largest, start);
    CHECK(burst(budget, start) == 1000);
    budget.learn(150, std::numeric_limits<int>::min(), start);
    CHECK(budget.delay(start) > 0ms);
  }
}

TEST_CASE("RateBudget near the limit") {
  RateBudget budget;
  budget.spend(start);
  SUBCASE("sends slowly when others have used most of it") {
    budget.learn(150, 37, start);
    CHECK(budget.delay(start) == 3s);
    CHECK(budget.delay(start + 1s) == 2s);
    CHECK(budget.delay(start + 3s) == 0ms);
  }
  SUBCASE("does not slow down while enough is left") {
    budget.learn(150, 38, start);
    CHECK(budget.delay(start) == 0ms);
  }
  SUBCASE("judges what is left by the limit in force") {
    budget.learn(std::nullopt, 37, start);
    CHECK(budget.delay(start) == 3s);
  }
  SUBCASE("is quick again when the window has turned") {
    budget.learn(150, 0, start);
    budget.spend(start + 59s);
    CHECK(budget.delay(start + 59s) == 3s);
    CHECK(budget.delay(start + 60s) == 0ms);
  }
  SUBCASE("is quick again when a reply says so") {
    budget.learn(150, 0, start);
    budget.learn(150, 149, start);
    CHECK(budget.delay(start) == 0ms);
  }
  SUBCASE("keeps the pace when a reply does not say") {
    budget.learn(150, 0, start);
    budget.learn(std::nullopt, std::nullopt, start);
    CHECK(budget.delay(start) == 3s);
  }
}

TEST_CASE("RateBudget after a 429") {
  RateBudget budget;
  budget.pause_until(start + 20s);
  CHECK(budget.delay(start) == 20s);
  CHECK(budget.delay(start + 20s) == 0ms);
  CHECK(budget.delay(start + 25s) == 0ms);
}

TEST_CASE("RateBudget rounds a delay up") {
  RateBudget budget;
  budget.pause_until(start + 1ns);
  CHECK(budget.delay(start) == 1ms);
}
