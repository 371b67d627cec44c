#include "output/style.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("Style") {
  SUBCASE("leaves text alone without colour") {
    const Style plain(false);
    CHECK(plain.good("x") + plain.bad("x") + plain.warning("x") + plain.faint("x") +
              plain.strong("x") ==
          "xxxxx");
  }
  SUBCASE("ends what it begins") {
    const Style colored(true);
    CHECK(colored.good("x") == "\x1b[32mx\x1b[0m");
    CHECK(colored.strong("x") == "\x1b[1mx\x1b[0m");
  }
}
