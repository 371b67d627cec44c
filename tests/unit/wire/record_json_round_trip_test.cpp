#include "core/signature.hpp"
#include "wire/event_json.hpp"
#include "wire/record_json.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace syncbell;

namespace {

RawRequest request_with(const std::string& body) {
  return {*parse_timestamp("2026-11-23T08:00:00.123Z"),
          "127.0.0.1",
          "POST",
          "/hook?a=1",
          {{"content-type", "application/json"}, {"X-Odd", ""}, {"x-odd", "2"}},
          body};
}

Capture read_back(const RawRequest& request) {
  const std::string record = encode_record(accept_unsigned(request), decode_event(request.body));
  const Result<Capture> capture = decode_record(record, "x.json");
  REQUIRE(capture.has_value());
  return *capture;
}

std::string random_bytes(std::mt19937& random, std::size_t size, unsigned most) {
  std::string bytes;
  while (bytes.size() < size)
    bytes += static_cast<char>(random() % (most + 1));
  return bytes;
}

} // namespace

TEST_CASE("decode_record gives back what encode_record wrote") {
  const RawRequest request = request_with("{\"event\":\"SYNC_COMPLETE\"}");
  const Capture capture = read_back(request);
  CHECK(capture.origin == "x.json");
  CHECK(capture.is_record);
  CHECK(capture.received_at == request.received_at);
  CHECK(capture.method == request.method);
  CHECK(capture.target == request.target);
  CHECK(capture.headers == request.headers);
  CHECK(capture.body == request.body);
}

TEST_CASE("decode_record gives back header values that are not UTF-8") {
  RawRequest request = request_with("{}");
  request.headers.push_back({"x-latin", "caf\xe9"});
  CHECK(read_back(request).headers == request.headers);
}

TEST_CASE("decode_record gives back the bytes of any body") {
  SUBCASE("of every kind") {
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("\0", 1), std::string("a\0b\0", 4),
          std::string("line\r\nline\n\r"), std::string("\xff\xfe\x80"), std::string("\xed\xa0\x80"),
          std::string("\xef\xbb\xbf{}"), std::string("\"\\/\b\f\t\x7f\x1b"),
          std::string("Zo\xc3\xab \xf0\x9f\x8f\xa0 \xe2\x80\xa8"), std::string("\\ud83d \\u0000"),
          std::string(R"({"n":49.0,"big":12345678901234567890,"huge":1e400,"a":1,"a":2})"),
          std::string("{\"type\":\"delivery\",\"version\":1,\"body\":\"nested\"}")}) {
      CHECK(read_back(request_with(body)).body == body);
    }
  }
  SUBCASE("of random bytes") {
    std::mt19937 random(1);
    for (std::size_t size = 0; size < 600; ++size) {
      for (const unsigned most : {127U, 255U}) {
        const std::string body = random_bytes(random, size, most);
        REQUIRE(read_back(request_with(body)).body == body);
      }
    }
  }
  SUBCASE("of five mebibytes") {
    std::mt19937 random(2);
    for (const unsigned most : {127U, 255U}) {
      const std::string body = random_bytes(random, std::size_t{5} << 20U, most);
      CHECK((read_back(request_with(body)).body == body));
    }
  }
}

TEST_CASE("decode_record says where what is no record was read") {
  const auto complaint = [](const std::string& json) {
    const Result<Capture> capture = decode_record(json, "captures.jsonl:12");
    REQUIRE_FALSE(capture.has_value());
    CHECK(capture.error().kind == ErrorKind::usage);
    return capture.error().message;
  };
  CHECK(complaint("{}") == "captures.jsonl:12: it is no record");
  CHECK(complaint(R"({"type":"ready"})") == "captures.jsonl:12: it is no record");
  CHECK(complaint("{") == "captures.jsonl:12: it is not JSON: it ends too early");
  CHECK(complaint(R"({"type":"delivery","version":7})")
            .find("captures.jsonl:12: the record is of "
                  "version 7") == 0);
}
