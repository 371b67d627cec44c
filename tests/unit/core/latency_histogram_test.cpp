#include "core/latency_histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("LatencyHistogram::quantile") {
  LatencyHistogram histogram;
  SUBCASE("is zero while there are none") {
    CHECK(histogram.quantile(0.5) == 0us);
    CHECK(histogram.longest() == 0us);
  }
  SUBCASE("of one time is that time") {
    for (const auto time : {0us, 1us, 63us, 64us, 12'345us, 30'000'000us}) {
      LatencyHistogram one;
      one.add(time);
      for (const double share : {0.0, 0.5, 0.99, 1.0})
        CHECK(one.quantile(share) == time);
      CHECK(one.longest() == time);
    }
  }
  SUBCASE("is exact for small times") {
    for (int i = 1; i <= 60; ++i)
      histogram.add(std::chrono::microseconds(i));
    CHECK(histogram.quantile(0.5) == 30us);
    CHECK(histogram.quantile(1) == 60us);
    CHECK(histogram.count() == 60);
  }
  SUBCASE("is never too low and at most 4 % too high") {
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> times(8, 2);
    std::vector<double> all(20'000);
    for (double& time : all) {
      time = std::floor(times(random));
      histogram.add(std::chrono::microseconds(static_cast<std::int64_t>(time)));
    }
    std::sort(all.begin(), all.end());
    for (const double share : {0.01, 0.5, 0.95, 0.99, 0.999, 1.0}) {
      const auto index = static_cast<std::size_t>(std::ceil(share * 20'000)) - 1;
      const auto found = static_cast<double>(histogram.quantile(share).count());
      CHECK(found >= all[index]);
      CHECK(found <= all[index] * 1.04 + 1);
    }
    CHECK(static_cast<double>(histogram.longest().count()) == all.back());
  }
  SUBCASE("takes any time") {
    histogram.add(-5us);
    histogram.add(std::chrono::hours{1'000});
    CHECK(histogram.quantile(0.5) == 0us);
    CHECK(histogram.quantile(1) == std::chrono::hours{1});
  }
}
