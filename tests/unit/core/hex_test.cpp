#include "core/hex.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("to_hex") {
  CHECK(to_hex("").empty());
  CHECK(to_hex("AZ~") == "415a7e");
  CHECK(to_hex(std::string("\0\x7f\x80\xff", 4)) == "007f80ff");
}
