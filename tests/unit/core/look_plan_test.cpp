#include "core/look_plan.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("reads_whole_list") {
  SUBCASE("never for a few") {
    for (std::size_t targets = 0; targets <= 3; ++targets) {
      CHECK_FALSE(reads_whole_list(targets, 0));
      CHECK_FALSE(reads_whole_list(targets, 10));
    }
  }
  SUBCASE("for many before the list was ever read") { CHECK(reads_whole_list(4, 0)); }
  SUBCASE("while the list takes fewer requests") {
    CHECK(reads_whole_list(5, 1000));
    CHECK_FALSE(reads_whole_list(5, 1001));
    CHECK(reads_whole_list(5, 250));
    CHECK_FALSE(reads_whole_list(4, 251 * 4));
  }
}
