#include "core/hex.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("to_hex") {
  CHECK(to_hex("").empty());
  CHECK(to_hex("AZ~") == "415a7e");
  CHECK(to_hex(std::string("\0\x7f\x80\xff", 4)) == "007f80ff");
}

TEST_CASE("hex_value") {
  const std::string digits = "0123456789abcdef";
  for (std::size_t i = 0; i < digits.size(); ++i)
    CHECK(hex_value(digits[i]) == static_cast<int>(i));
  CHECK(hex_value('A') == 10);
  CHECK(hex_value('F') == 15);
  for (const char other : {'g', 'G', '/', ':', '@', '`', '\0'})
    CHECK(hex_value(other) == -1);
}
