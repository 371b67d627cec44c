#include "wire/json_string.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>

using namespace syncbell;

namespace {

std::string as_the_library_writes_it(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string written(const std::string& text) {
  std::string json = "before ";
  append_json_string(json, text);
  return json;
}

} // namespace

TEST_CASE("append_json_string writes what the library would") {
  CHECK(written("") == R"(before "")");
  CHECK(written("a\"b\\c\n\x01/\x7f") == "before \"a\\\"b\\\\c\\n\\u0001/\x7f\"");
  SUBCASE("of each byte") {
    for (int byte = 0; byte < 256; ++byte) {
      const std::string text = "a" + std::string(1, static_cast<char>(byte)) + "b";
      CHECK(written(text) == "before " + as_the_library_writes_it(text));
    }
  }
  SUBCASE("of any text") {
    std::mt19937 random(20261126);
    const std::string pieces[] = {"a",       "\"", "\\",     "\n", std::string(1, '\0'),
                                  "\x1f",    "é",  "\u2028", "𝄞",  "\xff",
                                  "\xe2\x82"};
    for (int round = 0; round < 500; ++round) {
      std::string text;
      for (auto left = random() % 20; left > 0; --left)
        text += pieces[random() % std::size(pieces)];
      CHECK(written(text) == "before " + as_the_library_writes_it(text));
    }
  }
}
