#include "wire/capture_json.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace syncbell;

namespace {

const std::string whole =
    R"({"type":"delivery","version":1,"received_at":"2026-11-23T08:00:00.123Z","method":"POST",)"
    R"("path":"/hook?a=1","headers":[["content-type","application/json"],["X-Odd","1"],["x-odd","2"]],)"
    R"("signature":"valid","event":null,"integration_id":null,"body":"{\"a\":1}"})";

Capture record(const std::string& json) {
  const ReadCapture read = read_capture(json);
  const auto* problem = std::get_if<CaptureProblem>(&read);
  const std::string reason = problem == nullptr ? "" : problem->reason;
  CAPTURE(json);
  CAPTURE(reason);
  REQUIRE(std::holds_alternative<Capture>(read));
  return std::get<Capture>(read);
}

CaptureProblem problem(const std::string& json) {
  CAPTURE(json);
  const ReadCapture read = read_capture(json);
  REQUIRE(std::holds_alternative<CaptureProblem>(read));
  return std::get<CaptureProblem>(read);
}

// A record with these members besides its type, as JSON.
std::string with(const std::string& members) { return R"({"type":"delivery",)" + members + "}"; }

bool complains(const std::string& members, const std::string& words) {
  const CaptureProblem found = problem(with(members));
  CAPTURE(found.reason);
  CHECK(found.is_json);
  CHECK(found.is_record);
  return found.reason.find(words) != std::string::npos;
}

template <class Kind>
bool is(const std::string& json) {
  return std::holds_alternative<Kind>(read_capture(json));
}

} // namespace

TEST_CASE("read_capture reads a record") {
  SUBCASE("with all it says") {
    const Capture capture = record(whole);
    CHECK(capture.is_record);
    CHECK(capture.received_at == *parse_timestamp("2026-11-23T08:00:00.123Z"));
    CHECK(capture.method == "POST");
    CHECK(capture.target == "/hook?a=1");
    CHECK(capture.headers ==
          HeaderFields{{"content-type", "application/json"}, {"X-Odd", "1"}, {"x-odd", "2"}});
    CHECK(capture.body == "{\"a\":1}");
    CHECK(capture.origin.empty());
  }
  SUBCASE("with the least it can say") {
    const Capture capture = record(with(R"("version":1,"body":"")"));
    CHECK_FALSE(capture.received_at);
    CHECK(capture.method == "POST");
    CHECK(capture.target == "/");
    CHECK(capture.headers.empty());
    CHECK(capture.body.empty());
  }
  SUBCASE("whose body is base64") {
    CHECK(record(with(R"("version":1,"body_base64":"AP9h")")).body == std::string("\0\xff\x61", 3));
    CHECK(record(with(R"("version":1,"body":null,"body_base64":"")")).body.empty());
  }
  SUBCASE("whose headers are base64 where they are no UTF-8") {
    const Capture capture = record(with(R"("version":1,"body":"","headers":[["a","?"],["b","c"]],)"
                                        R"("headers_base64":[["a","/w=="],["b","Yw=="]])"));
    CHECK(capture.headers == HeaderFields{{"a", "\xff"}, {"b", "c"}});
  }
  SUBCASE("in any order and any layout and with keys that are not known") {
    const Capture capture =
        record("\xef\xbb\xbf{\n  \"body\" : \"x\",\n\t\"new\":{\"type\":[1e400]},"
               "\"version\": 1,\r\n\"type\":\"delivery\" }\n\n");
    CHECK(capture.body == "x");
  }
  SUBCASE("going by the last of a repeated key") {
    CHECK(record(R"({"type":"x","type":"delivery","version":1,"body":"a","body":"b"})").body ==
          "b");
  }
  SUBCASE("with null for what is not known") {
    const Capture capture =
        record(with(R"("version":1,"received_at":null,"method":null,"headers":null,"body":"a")"));
    CHECK_FALSE(capture.received_at);
    CHECK(capture.method == "POST");
  }
}

TEST_CASE("read_capture says what is wrong with a record") {
  CHECK(complains(R"("body":"a")", "no version"));
  CHECK(complains(R"("version":null,"body":"a")", "no version"));
  CHECK(complains(R"("version":2,"body":"a")", "version 2; this syncbell reads version 1"));
  CHECK(complains(R"("version":"1","body":"a")", "version \"1\""));
  CHECK(complains(R"("version":1)", "neither body nor body_base64"));
  CHECK(complains(R"("version":1,"body":"a","body_base64":"YQ==")", "both"));
  CHECK(complains(R"("version":1,"body":{"a":1})", "body must be text"));
  CHECK(complains(R"("version":1,"body":"\ud83d")", "half of a surrogate pair"));
  CHECK(complains(R"("version":1,"body_base64":"YQ")", "body_base64 is no base64"));
  CHECK(complains(R"("version":1,"body_base64":1)", "body_base64 must be text"));
  CHECK(complains(R"("version":1,"body":"a","method":1)", "method must be text"));
  CHECK(complains(R"("version":1,"body":"a","path":[])", "path must be text"));
  CHECK(
      complains(R"("version":1,"body":"a","received_at":"yesterday")", "received_at: 'yesterday'"));
  CHECK(complains(R"("version":1,"body":"a","received_at":5)", "received_at must be text"));
  for (const char* headers : {"{}", "\"a\"", "[\"a\"]", "[[\"a\"]]", "[[\"a\",\"b\",\"c\"]]",
                              "[[\"a\",1]]", "[[]]", "[{\"a\":\"b\"}]", "1"}) {
    CHECK(complains(R"("version":1,"body":"a","headers":)" + std::string(headers), "headers must"));
  }
}

TEST_CASE("read_capture says what is wrong with headers in base64") {
  for (const char* headers : {"[[\"a\",\"?\"]]", "[[\"a\"]]", "{}"}) {
    CHECK(complains(R"("version":1,"body":"a","headers_base64":)" + std::string(headers),
                    "headers_base64 must"));
  }
}

TEST_CASE("read_capture says on which line") {
  CHECK(problem("{\"type\":\"delivery\",\n\"body\":\"a\",\n\n\"version\":3}").line == 4);
  CHECK(
      problem("{\"type\":\"delivery\",\"version\":1,\"body\":\"a\",\n\"headers\":[\n[\"a\",\n1]]}")
          .line == 4);
  CHECK(problem("{\n\"a\":\n}").line == 3);
  CHECK(problem("{\n\"a\": \"\xff\"}").line == 2);
  CHECK(problem("").line == 1);
}

TEST_CASE("read_capture tells what is cut off from what is wrong") {
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const CaptureProblem cut = problem(whole.substr(0, size));
    CHECK_FALSE(cut.is_json);
    CHECK(cut.reason.find("it is not JSON") == 0);
    // Known once the type has been read.
    CHECK(cut.is_record == (size >= std::string(R"({"type":"delivery")").size()));
  }
}

TEST_CASE("read_capture passes over what else is streamed") {
  for (const char* json :
       {R"({"type":"ready","url":"http://127.0.0.1:1/"})", R"({"type":"rejected","status":403})",
        R"({"type":"progress"})", R"({"type":"result","outcome":"satisfied"})",
        R"({"error":{"kind":"local","message":"m","hint":null}})"}) {
    CHECK(is<NoCapture>(json));
  }
}

TEST_CASE("read_capture takes any other JSON for a payload") {
  for (const char* json :
       {R"({"event":"SYNC_COMPLETE"})", R"({"type":"other"})", R"({"type":1})", "{}", "[]", "1",
        R"({"n":1e400,"n":12345678901234567890})", R"({"a":"\ud83d"})",
        R"({"error":{"a":1},"event":"X"})", R"({"error":"text"})", R"({"body":1,"headers":2})"}) {
    CAPTURE(json);
    CHECK(is<RawPayload>(json));
  }
}

TEST_CASE("read_capture never throws") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string json = whole;
    for (std::size_t change = 0; change < 1 + random() % 4; ++change) {
      const std::size_t at = random() % json.size();
      json[at] = random() % 2 == 0 ? static_cast<char>(random()) : whole[random() % whole.size()];
      if (random() % 4 == 0) json.erase(at, random() % 8);
    }
    REQUIRE_NOTHROW(static_cast<void>(read_capture(json)));
  }
}

TEST_CASE("is_json_object") {
  CHECK(is_json_object("{}"));
  CHECK(is_json_object(" {\"a\":[1]} \r"));
  CHECK(is_json_object("\xef\xbb\xbf{}"));
  for (const char* text : {"", "[]", "1", "{", "{\"a\":", "{} {}", "hello", "{\"a\": 1,"}) {
    CHECK_FALSE(is_json_object(text));
  }
}
