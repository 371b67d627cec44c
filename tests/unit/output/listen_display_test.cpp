#include "output/listen_display.hpp"
#include "support/memory_io.hpp"
#include "support/raw_requests.hpp"
#include "wire/event_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  explicit Fixture(const OutputOptions& options = {}) : console(io, options, {}) {}

  std::error_code deliver(const std::string& body) {
    return display.delivered(delivery_of(body), decode_event(body));
  }

  MemoryIo io;
  Console console;
  ListenDisplay display{console};
};

const Rejection wrong{403, "the signature does not match", SignatureCheck::invalid};

} // namespace

TEST_CASE("ListenDisplay for people") {
  Fixture fixture;
  SUBCASE("writes a payload exactly as it came and says what it was") {
    CHECK_FALSE(bool(fixture.deliver(sync_body("a"))));
    CHECK(fixture.io.out() == sync_body("a") + "\n");
    CHECK(fixture.io.err().empty());
    const std::string body = sync_body("a");
    fixture.display.answered(delivery_of(body), decode_event(body), 202);
    CHECK(fixture.io.err() ==
          "08:00:00Z 202 FIRST_SYNC_COMPLETE a " + std::to_string(body.size()) + " bytes\n");
  }
  SUBCASE("warns of a payload that nobody has seen") {
    fixture.deliver("x\xff");
    CHECK(fixture.io.out() == "x\xff\n");
    CHECK(fixture.io.err().starts_with(
        "warning: the delivery of 08:00:00Z: the body is no JSON: line 1: "));
  }
  SUBCASE("says nothing of a payload that could not be written") {
    fixture.io.out_failure = std::make_error_code(std::errc::no_space_on_device);
    CHECK((fixture.deliver("{}") == std::errc::no_space_on_device));
    CHECK(fixture.io.err().empty());
    fixture.display.not_saved(fixture.io.out_failure);
    CHECK(fixture.io.err().find("answered 500") != std::string::npos);
  }
  SUBCASE("says once that payloads cannot be written and once that they are again") {
    const std::error_code full = std::make_error_code(std::errc::no_space_on_device);
    fixture.display.not_saved(full);
    const std::string told = fixture.io.err();
    fixture.display.not_saved(full);
    CHECK(fixture.io.err() == told);
    fixture.deliver("1");
    CHECK(fixture.io.err().find("written to standard output again") != std::string::npos);
    const std::size_t end = fixture.io.err().size();
    fixture.deliver("2");
    CHECK(fixture.io.err().find("again", end) == std::string::npos);
    fixture.display.not_saved(full);
    CHECK(fixture.io.err().find("answered 500", end) != std::string::npos);
  }
  SUBCASE("shows a payload on a terminal without obeying it") {
    MemoryIo io;
    io.out_terminal = true;
    Console console(io, {}, {});
    const std::string body = "{\n\"a\":\"\x1b[2J\"}";
    ListenDisplay(console).delivered(delivery_of(body), decode_event(body));
    CHECK(io.out() == "{\n\"a\":\"\\x1b[2J\"}\n");
  }
  SUBCASE("sums up what was rejected") {
    fixture.display.rejected(RejectionCount{403, SignatureCheck::invalid, "it is wrong", 95});
    fixture.display.ended(
        {Outcome::timed_out, 0, {{403, SignatureCheck::invalid, "it is wrong", 100}}});
    CHECK(fixture.io.err() == "403 rejected, 95 more in the last minute: it is wrong\n"
                              "100 requests were rejected: it is wrong\n");
    CHECK(fixture.io.out().empty());
  }
  SUBCASE("says what was rejected and passed over without obeying it") {
    RawRequest request = unsigned_request("{}", "/\x1b[2J");
    request.method = "P\x1bST";
    fixture.display.rejected(request, wrong);
    fixture.display.passed_over(UnrecognizedEvent{"\x1b[2J", IntegrationId("\x1b"), ""},
                                "a repeat");
    CHECK(fixture.io.err().find('\x1b') == std::string::npos);
    CHECK(fixture.io.err().find("08:00:00Z 403 rejected P\\x1bST /\\x1b[2J") == 0);
  }
  SUBCASE("says what became of a payload that was forwarded") {
    const Event event = UnrecognizedEvent{"NEW", IntegrationId("a\x1b"), ""};
    const VerifiedDelivery delivery = delivery_of("{}");
    fixture.display.forwarded(delivery, event, 204, Duration{12});
    fixture.display.forwarded(delivery, event, 302, Duration{12});
    fixture.display.not_forwarded(delivery, event, {ErrorKind::network, "refused\x1b"}, 502);
    const std::string title = "NEW a\\x1b 2 bytes";
    CHECK(fixture.io.err() == "08:00:00Z 204 " + title + ", 12ms\nwarning: 08:00:00Z 302 " + title +
                                  ", 12ms: the service did not accept it\nwarning: 08:00:00Z " +
                                  title +
                                  " could not be forwarded: refused\\x1b; its sender was "
                                  "answered 502\n");
  }
  SUBCASE("keeps standard output for payloads") {
    fixture.display.ready("http://127.0.0.1:4480/");
    fixture.display.rejected(unsigned_request("{}"), wrong);
    fixture.display.ended({Outcome::satisfied, 1});
    CHECK(fixture.io.out().empty());
  }
}

TEST_CASE("ListenDisplay with --json") {
  Fixture fixture({.json = true, .quiet = true});
  SUBCASE("writes records") {
    fixture.display.ready("http://127.0.0.1:4480/\"");
    fixture.deliver(sync_body("a"));
    fixture.display.ended({Outcome::timed_out, 1});
    const std::string out = fixture.io.out();
    CHECK(out.find("{\"type\":\"ready\",\"url\":\"http://127.0.0.1:4480/\\\"\"}\n"
                   "{\"type\":\"delivery\",\"version\":1,") == 0);
    CHECK(out.find("\n{\"type\":\"result\",\"outcome\":\"timed_out\",\"deliveries\":1,\"rejected\":"
                   "[]}\n") != std::string::npos);
  }
  SUBCASE("writes what was rejected though it is no UTF-8") {
    fixture.display.rejected(unsigned_request("{}", "/\xff"), wrong);
    const auto record = nlohmann::json::parse(fixture.io.out());
    CHECK(record["type"] == "rejected");
    CHECK(record["status"] == 403);
    CHECK(record["signature"] == "invalid");
    CHECK(record["received_at"] == "2026-11-23T08:00:00.000Z");
    CHECK_FALSE(record.contains("body"));
  }
  SUBCASE("sums up what was rejected") {
    const RejectionCount sum{403, SignatureCheck::invalid, "it is wrong", 95};
    fixture.display.rejected(sum);
    fixture.display.ended({Outcome::satisfied, 1, {sum}, ""});
    CHECK(
        fixture.io.out() ==
        R"({"type":"rejected","status":403,"signature":"invalid","reason":"it is wrong","count":95})"
        "\n"
        R"({"type":"result","outcome":"satisfied","deliveries":1,)"
        R"("rejected":[{"status":403,"reason":"it is wrong","count":95}],"left_behind":null})"
        "\n");
  }
  CHECK(fixture.io.err().empty());
}
