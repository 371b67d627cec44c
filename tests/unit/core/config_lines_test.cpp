#include "core/config_lines.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

std::vector<std::string> texts(const std::string& text) {
  const Result<std::vector<ConfigLine>> lines = split_config(text, "c.toml");
  const std::string complaint = lines ? "" : lines.error().message;
  CAPTURE(complaint);
  REQUIRE(lines.has_value());
  std::vector<std::string> all;
  for (const ConfigLine& line : *lines)
    all.push_back(std::to_string(line.number) + " " + line.text);
  return all;
}

using Lines = std::vector<std::string>;

// The complaint without the hint, which must not show the value.
std::string refused(const std::string& text) {
  CAPTURE(text);
  const Result<std::vector<ConfigLine>> lines = split_config(text, "c.toml");
  REQUIRE_FALSE(lines.has_value());
  CHECK(lines.error().kind == ErrorKind::usage);
  CHECK(describe(lines.error()).find("s3cr3t") == std::string::npos);
  return lines.error().message;
}

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("split_config gives what is said and where") {
  SUBCASE("of nothing") {
    CHECK(texts("").empty());
    CHECK(texts("\n \t\r\n# a comment = 1\n   # [another]").empty());
  }
  SUBCASE("tables and values of every form") {
    CHECK(
        texts("a = \"x y\"\r\n\n[wait]\n b-c='1'\nd.e = 10s\n[profile.staging.wait]") ==
        Lines{"1 a = \"x y\"", "3 [wait]", "4 b-c='1'", "5 d.e = 10s", "6 [profile.staging.wait]"});
  }
  SUBCASE("without comments but for a # in quotes") {
    CHECK(texts("a = \"x # y\" # z\n[b] # c\nd = 'e#' #'\nf = 1#2") ==
          Lines{"1 a = \"x # y\"", "2 [b]", "3 d = 'e#'", "4 f = 1"});
  }
  SUBCASE("lists in one line and close together") {
    CHECK(texts("a = [ \"x y\" , 'b', ]\nb = [\n  \"x\", # first\n\n  c ,\n]\nd = 1") ==
          Lines{"1 a = [\"x y\",'b',]", "2 b = [\"x\",c,]", "7 d = 1"});
    CHECK(texts("a = []") == Lines{"1 a = []"});
  }
}

TEST_CASE("split_config refuses what is malformed and names the line") {
  CHECK(says(refused("\n\nnonsense"), "c.toml:3: there is no ="));
  CHECK(says(refused("a ="), "no value"));
  CHECK(says(refused("a = # b"), "no value"));
  CHECK(says(refused("a b = s3cr3t"), "no name"));
  CHECK(says(refused("= s3cr3t"), "no name"));
  CHECK(says(refused("\"a\" = s3cr3t"), "no name"));
  CHECK(says(refused("a. = s3cr3t"), "no name"));
  CHECK(says(refused("a = \"s3cr3t"), "not closed"));
  CHECK(says(refused("a = '''s3cr3t\n'''"), "not closed"));
  CHECK(says(refused("a = s3cr3t b"), "quotes"));
  CHECK(says(refused("a = \"b\" s3cr3t"), "quotes"));
  CHECK(says(refused("a = \"s3cr3t\\n\""), "backslash"));
  CHECK(says(refused("a = '\"s3cr3t\"'"), "quotes"));
  CHECK(says(refused("a = { b = 1 }"), "no value"));
  CHECK(says(refused("a = \"\"\"s3cr3t\"\"\""), "quotes"));
  CHECK(says(refused(std::string("a = \"\x07\"")), "control character"));
  CHECK(says(refused("[a"), "table"));
  CHECK(says(refused("[[a]]"), "table"));
  CHECK(says(refused("[]"), "table"));
  CHECK(says(refused("[a..b]"), "table"));
  CHECK(says(refused("\na = [\n\"b\",\n"), "c.toml:2: the list is not closed"));
  CHECK(says(refused("a = [b s3cr3t]"), "commas"));
  CHECK(says(refused("a = [\"b\" \"s3cr3t\"]"), "commas"));
  CHECK(says(refused("a = [,b]"), "no value"));
  CHECK(says(refused("a = [b] s3cr3t"), "commas"));
}
