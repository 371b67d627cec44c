#include "core/printable.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace syncbell;

TEST_CASE("printable") {
  SUBCASE("leaves text alone") {
    CHECK(printable("") == "");
    CHECK(printable("Zoë's 家 – 🏠 \"quoted\" \\ ~") == "Zoë's 家 – 🏠 \"quoted\" \\ ~");
  }
  SUBCASE("shows control characters instead of obeying them") {
    CHECK(printable("a\x1b[31mb") == "a\\x1b[31mb");
    CHECK(printable("a\nb\r\tc") == "a\\x0ab\\x0d\\x09c");
    CHECK(printable(std::string_view("\0\x7f", 2)) == "\\x00\\x7f");
  }
  SUBCASE("shows the C1 controls of Unicode") {
    CHECK(printable("\xc2\x9b"
                    "31m") == "\\xc2\\x9b31m");
    CHECK(printable("\xc2\x80\xc2\x9f") == "\\xc2\\x80\\xc2\\x9f");
    CHECK(printable("\xc2\xa0") == "\xc2\xa0");
  }
  SUBCASE("shows bytes that are no UTF-8 since some terminals obey them") {
    CHECK(printable("\x9b"
                    "31m") == "\\x9b31m");
    CHECK(printable("a\xff") == "a\\xff");
    CHECK(printable("\xc2") == "\\xc2");
    CHECK(printable("\xe2\x80") == "\\xe2\\x80");
    CHECK(printable("\xe2\x28\xa1") == "\\xe2(\\xa1");
    CHECK(printable("\xc3\xb6\x9b") == "\xc3\xb6\\x9b");
  }
  SUBCASE("leaves no control character whatever the bytes") {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
      std::string bytes;
      for (int i = 0; i < 40; ++i)
        bytes += static_cast<char>(random());
      const std::string shown = printable(bytes);
      REQUIRE(printable(shown) == shown);
      for (const char c : shown)
        REQUIRE((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    }
  }
}

TEST_CASE("printable_lines") {
  CHECK(printable_lines("{\n\t\"a\": \"Zoë\"\n}\n") == "{\n\t\"a\": \"Zoë\"\n}\n");
  CHECK(printable_lines("a\r\n\x1b[2J\xc2\x9b\x9b\x7f") == "a\\x0d\n\\x1b[2J\\xc2\\x9b\\x9b\\x7f");
}

TEST_CASE("is_visible_ascii") {
  CHECK(is_visible_ascii("/a-Z~!%20"));
  CHECK(is_visible_ascii(""));
  for (const char* text : {" ", "a b", "\x7f", "\t", "é"})
    CHECK_FALSE(is_visible_ascii(text));
}
