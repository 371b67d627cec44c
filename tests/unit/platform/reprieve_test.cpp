#include "platform/reprieve.hpp"
#include "support/fake_clock.hpp"
#include "support/gate.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

TEST_CASE("Reprieve") {
  FakeClock clock;
  std::stop_source stop;
  Gate over;
  {
    const Reprieve reprieve(stop.get_token(), 5s, clock);
    const std::stop_callback opens(reprieve.token(), [&over] { over.open(); });
    SUBCASE("asks to stop when its time is over") {
      stop.request_stop();
      over.wait();
      CHECK(clock.pauses() == std::vector<Duration>{5s});
    }
    SUBCASE("asks for nothing as long as nobody does") {}
    SUBCASE("does not wait for its end when it is no longer needed") {
      SystemClock real;
      const Reprieve long_one(stop.get_token(), 1h, real);
      stop.request_stop();
      CHECK_FALSE(long_one.token().stop_requested());
    }
  }
  CHECK(clock.now() - Instant{} <= 1h + 5s);
}
