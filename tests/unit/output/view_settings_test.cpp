#include "output/view_settings.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");
const ViewSettings terminal{80, noon};

} // namespace

TEST_CASE("past_text") {
  CHECK(past_text(std::nullopt, terminal) == "never");
  CHECK(past_text(noon - 65min, terminal) == "1h05m ago");
  CHECK(past_text(noon + 1min, terminal) == "2026-11-23T12:01:00.000Z");
  CHECK(past_text(noon, {}) == "2026-11-23T12:00:00.000Z");
}

TEST_CASE("lease_text") {
  CHECK(lease_text(std::nullopt, terminal) == "none");
  CHECK(lease_text(noon + 65min, terminal) == "ends in 1h05m");
  CHECK(lease_text(noon, terminal) == "ended 0ms ago");
  CHECK(lease_text(noon - 5s, terminal) == "ended 5s ago");
  CHECK(lease_text(noon, {}) == "until 2026-11-23T12:00:00.000Z");
}
