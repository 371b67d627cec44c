#include "commands/forwarder.hpp"
#include "support/fake_clock.hpp"
#include "support/memory_io.hpp"
#include "support/raw_requests.hpp"
#include "support/test_environment.hpp"
#include "wire/event_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void answers(Result<HttpReply> reply, Duration after = 0ms) {
    transport.expect("POST http://service.test/hook?a=1",
                     StubTransport::Answer([this, reply = std::move(reply), after] {
                       clock.move(after);
                       return reply;
                     }));
  }
  ServerReply pass_on(const RawRequest& request) {
    return forwarder.pass_on(accept_unsigned(request), decode_event(request.body));
  }
  ServerReply pass_on() { return pass_on(signed_request(sync_body("a"))); }
  bool said(const std::string& text) const { return io.err().find(text) != std::string::npos; }

  MemoryIo io;
  Console console{io, {}, {}};
  ListenDisplay display{console};
  FakeClock clock;
  StubTransport transport;
  Forwarder forwarder{{"http://service.test/hook?a=1", 5s},
                      std::make_unique<ForwardingTransport>(transport),
                      clock,
                      display};
};

HttpReply reply_of(int status, const std::string& type, const std::string& body) {
  return {status, {{"Content-Type", type}}, body};
}

} // namespace

TEST_CASE("Forwarder passes a delivery on as it came") {
  Fixture fixture;
  fixture.answers(HttpReply{204, {}, ""});
  RawRequest request = unsigned_request("{ \"a\" : 1 }\r\n\xff", "/other");
  request.headers = {{"HOST", "x"},
                     {"Propexo-Signature", "9F"},
                     {"x-b", "1"},
                     {"Connection", "x-hop"},
                     {"X-B", "2"},
                     {"x-hop", "3"},
                     {"Content-Length", "13"}};
  CHECK(fixture.pass_on(request).status == 204);
  const HttpRequest sent = fixture.transport.sent().at(0);
  CHECK(sent.headers == HeaderFields{{"Propexo-Signature", "9F"}, {"x-b", "1"}, {"X-B", "2"}});
  CHECK(sent.body == request.body);
  CHECK(sent.total_timeout == 5s);
  CHECK(sent.allow_codings);
}

TEST_CASE("Forwarder passes the answer back") {
  Fixture fixture;
  SUBCASE("with a body that is short text") {
    for (const char* type : {"text/html; charset=utf-8", "application/json", "application/xml"}) {
      fixture.answers(reply_of(418, type, "short\r\n"));
      const ServerReply reply = fixture.pass_on();
      CHECK(reply.status == 418);
      CHECK(reply.body == "short\r\n");
      CHECK(reply.content_type == type);
    }
    CHECK(fixture.said(" 418 "));
  }
  SUBCASE("without any other body") {
    fixture.answers(reply_of(200, "image/png", "png"));
    CHECK(fixture.pass_on().body.empty());
    fixture.answers(reply_of(200, "text/plain", std::string(65'537, 'x')));
    CHECK(fixture.pass_on().body.empty());
    CHECK(fixture.said(" bytes, 0ms\n"));
  }
  SUBCASE("with the headers that its sender needs") {
    fixture.answers(HttpReply{503,
                              {{"retry-after", "120"},
                               {"Content-Encoding", "gzip"},
                               {"Content-Type", "text/plain"},
                               {"Set-Cookie", "a=b"},
                               {"Location", "http://elsewhere.test/"}},
                              "coded"});
    CHECK(fixture.pass_on().headers ==
          HeaderFields{{"Retry-After", "120"}, {"Content-Encoding", "gzip"}});
  }
  SUBCASE("unless its status is none") {
    fixture.answers(HttpReply{999, {}, ""});
    CHECK(fixture.pass_on().status == 502);
  }
}

TEST_CASE("Forwarder without an answer") {
  Fixture fixture;
  SUBCASE("answers 502 where the service cannot be reached") {
    fixture.answers(Error{ErrorKind::network, "refused\x1b"}, 4999ms);
    CHECK(fixture.pass_on().status == 502);
    CHECK(fixture.said("could not be forwarded: refused\\x1b; its sender was answered 502"));
  }
  SUBCASE("answers 504 where it takes too long") {
    fixture.answers(Error{ErrorKind::network, "no answer"}, 5000ms);
    CHECK(fixture.pass_on().status == 504);
  }
  SUBCASE("answers 503 once it is stopped") {
    fixture.forwarder.stop();
    fixture.answers(HttpReply{200, {}, ""});
    CHECK(fixture.pass_on().status == 503);
  }
}
