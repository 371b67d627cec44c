#include "wire/event_excerpt.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

std::string excerpt(const std::string& body) {
  const Result<std::string> taken = event_excerpt(body);
  return taken ? *taken : "! " + taken.error().message;
}

} // namespace

TEST_CASE("event_excerpt takes what says anything of the event") {
  CHECK(excerpt(R"({"event":"X","integration_id":7,"is_sync_finished":true})") ==
        R"({"event":"X","integration_id":7,"is_sync_finished":true})");
  CHECK(excerpt(R"({"trigger":"X","data":{"event":"Y","meta":{"object":"o"}}})") ==
        R"({"trigger":"X","data":{"event":"Y","meta":{"object":"o"}}})");
  CHECK(excerpt("{}") == "{}");
}

TEST_CASE("event_excerpt passes over everything else") {
  CHECK(excerpt(R"({"a":1,"b":[{"event":"X"}],"event":"Y","c":{"event":"Z"},"d":null})") ==
        R"({"event":"Y"})");
  SUBCASE("but that something nested or long is there") {
    CHECK(excerpt(R"({"diff":[{"a":1}],"object":{"a":1}})") == R"({"diff":[],"object":{}})");
    CHECK(excerpt(R"({"event":")" + std::string(5000, 'x') + R"("})") == R"({"event":""})");
  }
  SUBCASE("however deep it is nested") {
    CHECK(excerpt(R"({"data":{"data":{"data":{"event":"X"}}}})") ==
          R"({"data":{"data":{"data":{}}}})");
  }
  SUBCASE("and what stands in front of UTF-8") {
    CHECK(excerpt("\xef\xbb\xbf {\"event\" : \"X\"}") == R"({"event":"X"})");
  }
}

TEST_CASE("event_excerpt says where a body is no JSON") {
  CHECK(excerpt("{\"a\":1,\n\"b\":01}").starts_with("! the body is no JSON: line 2: "));
  CHECK(excerpt("{} {}").starts_with("! the body is no JSON: line 1: "));
  CHECK(excerpt("").starts_with("! the body is no JSON: line 1: "));
  CHECK(excerpt("[{}]") == "! the body is not a JSON object");
}
