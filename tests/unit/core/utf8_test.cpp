#include "core/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;

TEST_CASE("is_utf8") {
  SUBCASE("takes characters of every size up to the last of each") {
    for (const char* text :
         {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
          "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "Zo\xc3\xab \xf0\x9f\x8f\xa0!"}) {
      CHECK(is_utf8(text));
    }
    CHECK(is_utf8(std::string(1, '\0')));
  }
  SUBCASE("refuses what is overlong or a surrogate or beyond Unicode or cut off") {
    for (const char* text :
         {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc2", "\xe2\x82",
          "\xf0\x9f\x8f", "\xc2\x41", "\xe2\x82\x41", "\xf0\x9f\x41\xa0"}) {
      CAPTURE(text);
      CHECK_FALSE(is_utf8(text));
    }
  }
}

TEST_CASE("utf8_prefix ends before the first byte that is none wherever it stands") {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      const std::string good = std::string(before, 'a') + "\xc3\xa9";
      CHECK(utf8_prefix(good + "\xff" + std::string(after, 'b')) == good.size());
      CHECK(utf8_prefix(good + std::string(after, 'b')) == good.size() + after);
    }
  }
}

TEST_CASE("characters_in") {
  CHECK(characters_in("") == 0);
  CHECK(characters_in("aä→") == 3);
}

TEST_CASE("first_characters") {
  CHECK(first_characters("aä→b", 3) == "aä→");
  CHECK(first_characters("aä", 2) == "aä");
  CHECK(first_characters("ä", 0).empty());
}
