#include "cli/config_reader.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

using Names = std::vector<std::string>;

std::vector<ConfigEntry> entries(const std::string& text) {
  Result<std::vector<ConfigEntry>> read = read_config(text, "c.toml");
  REQUIRE(read.has_value());
  return *std::move(read);
}

ConfigEntry only(const std::string& text) {
  const std::vector<ConfigEntry> all = entries(text);
  REQUIRE(all.size() == 1);
  return all.front();
}

} // namespace

TEST_CASE("read_config takes values as TOML means them") {
  CHECK(only("a = \"x\"").values == Names{"x"});
  CHECK(only("a = 'sh -c \"true\"'").values == Names{"sh -c \"true\""});
  CHECK(only("a = \"one, two # three\"").values == Names{"one, two # three"});
  CHECK(only("a = 10s").values == Names{"10s"});
  CHECK(only("a = true # yes").values == Names{"true"});
  CHECK(only("a = [\"x y\" , 'z',\n # more\n b]").values == Names{"x y", "z", "b"});
  CHECK(only("a = \"ngrok http {port}\"").values == Names{"ngrok http {port}"});
}

TEST_CASE("read_config knows the table and the line of each") {
  const std::vector<ConfigEntry> all =
      entries("a = 1\n\n[wait]\nb = 2\nc = [x,\n y]\n[profile.staging]\n[profile.staging.wait]\n"
              "d = 3\n[default]\n[e]\nf = 4");
  REQUIRE(all.size() == 10);
  const auto is = [&all](std::size_t place, const Names& table, const std::string& name,
                         std::size_t line) {
    CAPTURE(place);
    CHECK(all[place].table == table);
    CHECK(all[place].name == name);
    CHECK(all[place].line == line);
  };
  is(0, {}, "a", 1);
  is(1, {"wait"}, "", 3);
  is(2, {"wait"}, "b", 4);
  is(3, {"wait"}, "c", 5);
  is(4, {"profile", "staging"}, "", 7);
  is(5, {"profile", "staging", "wait"}, "", 8);
  is(6, {"profile", "staging", "wait"}, "d", 9);
  is(7, {"default"}, "", 10); // for CLI11 it would be the top
  is(8, {"e"}, "", 11);
  is(9, {"e"}, "f", 12);
}

TEST_CASE("read_config fails where the text is malformed") {
  const auto read = read_config("a = 1\nb = \"", "c.toml");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("c.toml:2: ") == 0);
}
