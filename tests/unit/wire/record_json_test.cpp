#include "core/signature.hpp"
#include "wire/base64.hpp"
#include "wire/event_json.hpp"
#include "wire/record_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;

namespace {

using Json = nlohmann::ordered_json;

RawRequest request_with(const std::string& body) {
  return {*parse_timestamp("2026-11-23T08:00:00.123Z"), "127.0.0.1", "POST", "/hook?a=1",
          {{"content-type", "application/json"}},       body};
}

std::string record_of(RawRequest request) {
  const Event event = decode_event(request.body);
  return encode_record(accept_unsigned(std::move(request)), event);
}

Json parsed(const std::string& line) {
  CHECK(line.find('\n') == std::string::npos);
  return Json::parse(line);
}

} // namespace

TEST_CASE("encode_record") {
  SUBCASE("says all that is known in the documented order") {
    const Secret secret("correct-horse");
    RawRequest request =
        request_with(R"({"event":"FIRST_SYNC_COMPLETE","integration_id":"cly301lrc"})");
    request.headers.push_back({"Propexo-Signature", sign(request.body, secret)});
    const Event event = decode_event(request.body);
    const std::string signature = sign(request.body, secret);
    const auto delivery = std::get<VerifiedDelivery>(verify(std::move(request), {secret}));
    CHECK(
        encode_record(delivery, event) ==
        R"({"type":"delivery","version":1,"received_at":"2026-11-23T08:00:00.123Z",)"
        R"("method":"POST","path":"/hook?a=1",)"
        R"("headers":[["content-type","application/json"],["Propexo-Signature",")" +
            signature +
            R"("]],"signature":"valid","event":"FIRST_SYNC_COMPLETE","integration_id":"cly301lrc",)"
            R"("body":"{\"event\":\"FIRST_SYNC_COMPLETE\",\"integration_id\":\"cly301lrc\"}"})");
  }
  SUBCASE("is null where the payload does not say") {
    const Json record = parsed(record_of(request_with("hello")));
    CHECK(record["event"].is_null());
    CHECK(record["integration_id"].is_null());
    CHECK(record["signature"] == "unchecked");
    const Json bare = parsed(record_of(request_with(R"({"is_sync_finished":true})")));
    CHECK(bare["event"].is_null());
    CHECK(bare["integration_id"].is_null());
  }
  SUBCASE("names an event that nobody knows") {
    CHECK(parsed(record_of(request_with(R"({"event":"NEW_THING"})")))["event"] == "NEW_THING");
  }
}

TEST_CASE("may_begin_record") {
  SUBCASE("is true of every beginning of a record") {
    const std::string record = record_of(request_with("{}"));
    for (std::size_t size = 0; size <= record.size(); ++size)
      CHECK(may_begin_record(record.substr(0, size)));
  }
  SUBCASE("is false of anything else") {
    for (const char* text : {" {", "[", "{}", R"({"type":"result",)", R"({"type":"delivery"})",
                             R"({"type":"delivery","version":12)", R"({"event":"X"})"}) {
      CAPTURE(text);
      CHECK_FALSE(may_begin_record(text));
    }
  }
}

TEST_CASE("encode_record keeps the body") {
  SUBCASE("as exact text where it is UTF-8") {
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("line\r\nline\n"),
          std::string("\"\\/\t\b\f"), std::string("Zo\xc3\xab \xf0\x9f\x8f\xa0"),
          std::string("a\0b", 3), std::string("\x7f\x1b[0m"), std::string("\xef\xbb\xbf{}"),
          std::string("\xe2\x80\xa8")}) {
      const Json record = parsed(record_of(request_with(body)));
      CHECK(record["body"].get<std::string>() == body);
      CHECK_FALSE(record.contains("body_base64"));
    }
  }
  SUBCASE("as base64 where it is not") {
    for (const std::string& body :
         {std::string("\xff\xfe"), std::string("{\"a\":\"\xc3\"}"), std::string("\xed\xa0\x80"),
          std::string("\xc0\x80"), std::string("\xf4\x90\x80\x80"), std::string("\0\x80", 2)}) {
      const Json record = parsed(record_of(request_with(body)));
      CHECK(record["body_base64"] == base64_encode(body));
      CHECK_FALSE(record.contains("body"));
    }
  }
}

TEST_CASE("encode_record writes text as nlohmann/json does") {
  std::string ascii;
  for (int byte = 0; byte < 0x80; ++byte)
    ascii += static_cast<char>(byte);
  for (const std::string& body : {ascii, ascii + "\xc3\xa9" + ascii, "\"" + ascii, ascii + "\\"}) {
    const std::string record = record_of(request_with(body));
    CHECK(record.ends_with(",\"body\":" + Json(body).dump() + "}"));
    CHECK(record == parsed(record).dump());
  }
}

TEST_CASE("encode_record keeps headers in order and repeated ones apart") {
  RawRequest request = request_with("{}");
  request.headers = {{"X-B", "1"}, {"x-a", "2"}, {"X-B", "3"}, {"x-empty", ""}};
  const Json headers = parsed(record_of(request))["headers"];
  CHECK(headers.dump() == R"([["X-B","1"],["x-a","2"],["X-B","3"],["x-empty",""]])");
  request.headers = {};
  CHECK(parsed(record_of(request))["headers"].dump() == "[]");
  request.headers = {{"only", "one"}};
  CHECK(parsed(record_of(request))["headers"].dump() == R"([["only","one"]])");
}

TEST_CASE("encode_record keeps the bytes of header values") {
  RawRequest request = request_with("{}");
  SUBCASE("as text where all are UTF-8") {
    request.headers = {{"x-utf8", "caf\xc3\xa9"}};
    const Json record = parsed(record_of(request));
    CHECK(record["headers"].dump() == "[[\"x-utf8\",\"caf\xc3\xa9\"]]");
    CHECK_FALSE(record.contains("headers_base64"));
  }
  SUBCASE("in base64 beside what can be shown where one is not") {
    request.headers = {{"X-Latin", "caf\xe9"}, {"x-plain", "1"}};
    const Json record = parsed(record_of(request));
    CHECK(record["headers"].dump() == "[[\"X-Latin\",\"caf\xef\xbf\xbd\"],[\"x-plain\",\"1\"]]");
    CHECK(record["headers_base64"].dump() == R"([["X-Latin","Y2Fm6Q=="],["x-plain","MQ=="]])");
  }
}

TEST_CASE("encode_record is JSON whatever the bytes around the body") {
  RawRequest request = request_with("{}");
  request.headers = {{"x-latin", "caf\xe9"}, {"x-\xff", "\x01"}};
  request.target = "/\xff\"\\";
  request.method = "P\xffT";
  const Json record = parsed(record_of(request));
  CHECK(record["headers"].size() == 2);
  CHECK(record["body"] == "{}");
}
