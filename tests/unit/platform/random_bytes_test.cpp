#include "platform/random_bytes.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("random_bytes") {
  SUBCASE("gives as many as asked for") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(8).size() == 8);
    CHECK(random_bytes(1000).size() == 1000); // more than one call of the kernel fills for sure
  }
  SUBCASE("never the same twice") { CHECK(random_bytes(32) != random_bytes(32)); }
}
