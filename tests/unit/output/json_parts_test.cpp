#include "output/json_parts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("one_line and indented") {
  const nlohmann::ordered_json value = {{"b", 1}, {"a", "x"}};
  SUBCASE("keep the order of the keys") {
    CHECK(one_line(value) == R"({"b":1,"a":"x"})");
    CHECK(indented(value) == "{\n  \"b\": 1,\n  \"a\": \"x\"\n}\n");
  }
  SUBCASE("replace what is not UTF-8") {
    CHECK(one_line({{"a", "\xff"}}) == "{\"a\":\"\xef\xbf\xbd\"}");
  }
}

TEST_CASE("or_null and text_or_null") {
  SUBCASE("give null for what is not known") {
    CHECK(text_or_null("").is_null());
    CHECK(or_null(std::optional<std::string>()).is_null());
    CHECK(or_null(std::optional<bool>()).is_null());
    CHECK(or_null(std::optional<int>()).is_null());
    CHECK(or_null(std::optional<std::uint64_t>()).is_null());
    CHECK(or_null(std::optional<WallTime>()).is_null());
  }
  SUBCASE("give the value otherwise") {
    CHECK(one_line(text_or_null("x")) == "\"x\"");
    CHECK(one_line(or_null(std::optional<std::string>(""))) == "\"\"");
    CHECK(one_line(or_null(std::optional(false))) == "false");
    CHECK(one_line(or_null(std::optional(0))) == "0");
    CHECK(one_line(or_null(std::optional(std::uint64_t{1} << 63U))) == "9223372036854775808");
    CHECK(one_line(or_null(std::optional(WallTime(1000ms)))) == "\"1970-01-01T00:00:01.000Z\"");
  }
}
