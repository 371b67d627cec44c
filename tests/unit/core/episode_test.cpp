#include "core/episode.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("Episode") {
  Episode episode;
  const Instant start = Instant() + 1h;
  CHECK(episode.begins(start));
  SUBCASE("goes on for as long as it happens at least once a minute") {
    for (int i = 1; i <= 10; ++i)
      CHECK_FALSE(episode.begins(start + i * 59s));
  }
  SUBCASE("is over after a minute without it") {
    CHECK_FALSE(episode.begins(start + 30s));
    CHECK(episode.begins(start + 90s));
  }
}
