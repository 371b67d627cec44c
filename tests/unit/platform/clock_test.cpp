#include "platform/clock.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("SystemClock::wall") {
  SUBCASE("is the time of day") {
    const auto before = std::chrono::system_clock::now();
    const WallTime read = SystemClock().wall();
    const auto after = std::chrono::system_clock::now();
    CHECK(read > before - 1ms); // cut to the millisecond
    CHECK(read <= after);
  }
}

TEST_CASE("SystemClock::now") {
  SUBCASE("never goes back") {
    const SystemClock clock;
    const Instant first = clock.now();
    CHECK(clock.now() >= first);
  }
}

TEST_CASE("SystemClock::sleep_for") {
  SystemClock clock;
  // on the heap, because g++ 12 at -Og takes one on the stack for uninitialised
  const auto source = std::make_unique<std::stop_source>();
  SUBCASE("lasts as long as it was told") {
    const Instant start = clock.now();
    CHECK(clock.sleep_for(5ms, source->get_token()));
    CHECK(clock.now() - start >= 5ms);
  }
  SUBCASE("returns at once for no time and for less") {
    CHECK(clock.sleep_for(0ms, source->get_token()));
    CHECK(clock.sleep_for(-1h, source->get_token()));
  }
  SUBCASE("needs no token that can stop") { CHECK(clock.sleep_for(1ms, std::stop_token{})); }
  SUBCASE("does not begin when the stop was asked for before") {
    source->request_stop();
    CHECK_FALSE(clock.sleep_for(1h, source->get_token()));
  }
  SUBCASE("ends when the stop is asked for meanwhile even in the longest sleep") {
    std::jthread stopper([&source] { source->request_stop(); });
    CHECK_FALSE(clock.sleep_for(36'500 * 24h, source->get_token()));
  }
}
