#include "support/payloads.hpp"
#include "wire/payload_edit.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>

using namespace syncbell;

namespace {

using Path = std::vector<std::string>;

std::string value_of(std::string_view edit, bool force_text = false) {
  const Result<PayloadEdit> parsed = parse_edit(edit, force_text);
  REQUIRE(parsed.has_value());
  return parsed->json_value;
}

Path path_of(std::string_view edit) {
  const Result<PayloadEdit> parsed = parse_edit(edit, false);
  REQUIRE(parsed.has_value());
  return parsed->path;
}

std::string refused(std::string_view edit, bool force_text = false) {
  const Result<PayloadEdit> parsed = parse_edit(edit, force_text);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().kind == ErrorKind::usage);
  return describe(parsed.error());
}

Result<std::string> edit(std::string_view body, const std::vector<std::string>& texts) {
  std::vector<PayloadEdit> edits;
  for (const std::string& text : texts) {
    Result<PayloadEdit> parsed = parse_edit(text, false);
    REQUIRE(parsed.has_value());
    edits.push_back(*std::move(parsed));
  }
  return apply_edits(body, edits);
}

std::string edited(std::string_view body, const std::vector<std::string>& texts) {
  const Result<std::string> result = edit(body, texts);
  const std::string complaint = result ? "" : result.error().message;
  CAPTURE(complaint);
  REQUIRE(result.has_value());
  return *result;
}

std::string complaint(std::string_view body, const std::string& text) {
  const Result<std::string> result = edit(body, {text});
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().kind == ErrorKind::usage);
  return result.error().message;
}

} // namespace

TEST_CASE("parse_edit") {
  SUBCASE("takes JSON for JSON as it is written") {
    for (const char* json : {"1", "49.0", "1e400", "12345678901234567890", "-0.50", "true", "false",
                             "null", "\"x\"", "[1, 2]", "{\"a\": {}}"}) {
      CHECK(value_of("a=" + std::string(json)) == json);
    }
    CHECK(value_of("a= 1 ") == "1");
  }
  SUBCASE("takes anything else for text") {
    CHECK(value_of("a=abc") == "\"abc\"");
    CHECK(value_of("a=") == "\"\"");
    CHECK(value_of("a=007") == "\"007\"");
    CHECK(value_of("a=1,2") == "\"1,2\"");
    CHECK(value_of("a=b=c") == "\"b=c\"");
    CHECK(value_of("a=say \"hi\"\n") == "\"say \\\"hi\\\"\\n\"");
    CHECK(value_of("a=Zo\xc3\xab") == "\"Zo\xc3\xab\"");
  }
  SUBCASE("takes everything for text when forced to") {
    CHECK(value_of("a=1", true) == "\"1\"");
    CHECK(value_of("a={", true) == "\"{\"");
    CHECK(value_of("a=null", true) == "\"null\"");
  }
  SUBCASE("splits the path at dots that are not escaped") {
    CHECK(path_of("a=1") == Path{"a"});
    CHECK(path_of("a.b.0=1") == Path{"a", "b", "0"});
    CHECK(path_of("a\\.b.c=1") == Path{"a.b", "c"});
    CHECK(path_of("a\\\\.b=1") == Path{"a\\", "b"});
    CHECK(path_of("a\\n=1") == Path{"a\\n"});
  }
  SUBCASE("refuses what is no edit") {
    CHECK(refused("abc").find("'abc' has no '='") != std::string::npos);
    CHECK(refused("=1").find("empty name") != std::string::npos);
    CHECK(refused("a..b=1").find("empty name") != std::string::npos);
    CHECK(refused("a.=1").find("empty name") != std::string::npos);
    CHECK(refused("a=\xff").find("UTF-8") != std::string::npos);
    CHECK(refused("a=\xff", true).find("UTF-8") != std::string::npos);
  }
  SUBCASE("refuses what is meant as JSON and is none") {
    for (const char* text : {"a={b:1}", "a=[1,", "a=\"x"}) {
      CHECK(refused(text).find("--set-string") != std::string::npos);
    }
  }
}

TEST_CASE("apply_edits changes a value and nothing else") {
  const std::string body = "{ \"n\": 49.0, \"big\":12345678901234567890,\r\n \"huge\":1e400, "
                           "\"z\":1, \"a\":\"\\u00e9\\/\" ,"
                           "\"n2\":-0.0,\"d\":{\"id\" : \"x\", \"list\":[ 1, {\"k\":[ ]} ]}}\n";
  SUBCASE("at the top") {
    std::string expected = body;
    expected.replace(expected.find("\"z\":1"), 5, "\"z\":2");
    CHECK(edited(body, {"z=2"}) == expected);
  }
  SUBCASE("within objects and lists") {
    std::string expected = body;
    expected.replace(expected.find("\"x\""), 3, "\"abc\"");
    CHECK(edited(body, {"d.id=abc"}) == expected);
    expected = body;
    expected.replace(expected.find("[ ]"), 3, "true");
    CHECK(edited(body, {"d.list.1.k=true"}) == expected);
  }
  SUBCASE("by nothing where there is no edit") { CHECK(edited(body, {}) == body); }
  SUBCASE("to a value of another kind and back") {
    CHECK(edited(edited(body, {"d=null"}), {"d={\"id\" : \"x\", \"list\":[ 1, {\"k\":[ ]} ]}"}) ==
          body);
  }
  SUBCASE("behind a byte order mark") {
    CHECK(edited("\xef\xbb\xbf{\"a\":1}", {"a=2"}) == "\xef\xbb\xbf{\"a\":2}");
  }
  SUBCASE("in turn") {
    CHECK(edited("{\"a\":1}", {"a={\"b\":1}", "a.b=2", "a.c=3"}) == "{\"a\":{\"b\":2,\"c\":3}}");
  }
  SUBCASE("of the last of members of one name") {
    CHECK(edited("{\"a\":1,\"b\":0,\"a\":2}", {"a=3"}) == "{\"a\":1,\"b\":0,\"a\":3}");
    CHECK(edited("{\"a\":{\"x\":1},\"a\":{\"x\":2}}", {"a.x=3"}) ==
          "{\"a\":{\"x\":1},\"a\":{\"x\":3}}");
  }
  SUBCASE("whose name is written with escapes") {
    CHECK(edited("{\"\\u0061\\/b\":1}", {"a/b=2"}) == "{\"\\u0061\\/b\":2}");
  }
}

TEST_CASE("apply_edits adds a member that is missing") {
  SUBCASE("at the end as the others are written") {
    CHECK(edited("{\"a\":1}", {"b=2"}) == "{\"a\":1,\"b\":2}");
    CHECK(edited("{\"a\": 1, \"b\": 2}", {"c=3"}) == "{\"a\": 1, \"b\": 2, \"c\": 3}");
    CHECK(edited("{\n  \"a\": 1\n}\n", {"b=2"}) == "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    CHECK(edited("{\n  \"a\": 1 ,\n  \"b\" : 2\n}", {"c=3"}) ==
          "{\n  \"a\": 1 ,\n  \"b\" : 2,\n  \"c\": 3\n}");
  }
  SUBCASE("to an empty object") {
    CHECK(edited("{}", {"a=1"}) == "{\"a\":1}");
    CHECK(edited(" { } ", {"a=1"}) == " {\"a\":1 } ");
  }
  SUBCASE("within another") {
    CHECK(edited("{\"d\":{\"a\":1},\"z\":0}", {"d.b=x"}) ==
          "{\"d\":{\"a\":1,\"b\":\"x\"},\"z\":0}");
    CHECK(edited("[{\"a\":1}]", {"0.b=2"}) == "[{\"a\":1,\"b\":2}]");
  }
  SUBCASE("whose name needs escapes") { CHECK(edited("{}", {"a\"b=1"}) == "{\"a\\\"b\":1}"); }
}

TEST_CASE("apply_edits refuses a path that is not there and names it") {
  const std::string body = R"({"event":"X","data":{"id":1},"errors":["a"]})";
  CHECK(complaint(body, "dta.id=1") == "cannot set 'dta.id': the payload has no 'dta'");
  CHECK(complaint(body, "data.x.y=1") == "cannot set 'data.x.y': 'data' has no 'x'");
  CHECK(complaint(body, "event.x=1") == "cannot set 'event.x': 'event' is no object");
  CHECK(complaint(body, "errors.1=b").find("'errors' is a list of 1") != std::string::npos);
  CHECK(complaint(body, "errors.first=b").find("list of 1") != std::string::npos);
  CHECK(complaint(body, "errors.-1=b").find("list of 1") != std::string::npos);
  CHECK(complaint(body, "errors.99999999999999999999=b").find("list of 1") != std::string::npos);
  CHECK(complaint("7", "a=1") == "cannot set 'a': the payload is no object");
}

TEST_CASE("apply_edits refuses a body that is no JSON") {
  for (const char* body : {"", "hello", "{\"a\":1", "{\"a\":1}x", "\xff", "{\"\\ud800\":1}"}) {
    CHECK(complaint(body, "a=2").find("cannot set 'a': the payload is not JSON") == 0);
  }
}

TEST_CASE("apply_edits agrees with what a reader of JSON would change") {
  for (const std::string& name : test::payload_names) {
    const std::string body = test::payload(name);
    const auto before = nlohmann::json::parse(body);
    for (const auto& [key, value] : before.items()) {
      auto expected = before;
      expected[key] = "changed";
      CHECK(nlohmann::json::parse(edited(body, {key + "=changed"})) == expected);
    }
    auto expected = before;
    expected["added"] = 1.5;
    CHECK(nlohmann::json::parse(edited(body, {"added=1.5"})) == expected);
  }
}
