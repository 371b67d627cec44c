#include "commands/address_proof.hpp"
#include "support/arriving.hpp"
#include "support/fake_clock.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

// A network in which each request is answered by a function.
class ScriptedTransport final : public HttpTransport {
public:
  Result<HttpReply> send(const HttpRequest& request, std::stop_token) override {
    ++requests;
    return answer(request);
  }
  std::function<Result<HttpReply>(const HttpRequest&)> answer;
  int requests = 0;
};

struct Fixture {
  ScriptedTransport transport;
  FakeClock clock;
  EntranceGate gate{Secret("of the proof"), [](const RawRequest&, const Rejection&) {}};
  std::vector<Url> urls{*parse_url("https://a.example/public")};
  std::optional<Error> failure;
  int nonces = 0;

  Result<ProvenAddress> prove(std::stop_token stop = {}) {
    const AddressSource source{[this] { return urls; }, [this] { return failure; }};
    return prove_address(
        source,
        {transport, clock, [] { return 0.0; }, [this] { return std::to_string(++nonces); }, gate},
        stop);
  }
  // Leads here, with the path changed.
  Result<HttpReply> pass_on(const HttpRequest& request) {
    return as_reply(gate.answer(arriving(request, "/local")));
  }
  Error failure_of() {
    const Result<ProvenAddress> proven = prove();
    REQUIRE_FALSE(proven.has_value());
    return proven.error();
  }
};

} // namespace

TEST_CASE("prove_address finds the address that leads here") {
  Fixture fixture;
  SUBCASE("at once and tells the path here") {
    fixture.transport.answer = [&](const HttpRequest& request) { return fixture.pass_on(request); };
    const Result<ProvenAddress> proven = fixture.prove();
    REQUIRE(proven.has_value());
    CHECK(proven->url.text() == "https://a.example/public");
    CHECK(proven->path == "/local");
    CHECK(fixture.clock.pauses().empty());
  }
  SUBCASE("once it has become reachable") {
    fixture.transport.answer = [&](const HttpRequest& request) -> Result<HttpReply> {
      if (fixture.transport.requests < 5) return HttpReply{530, {}, "error code: 1033"};
      return fixture.pass_on(request);
    };
    CHECK(fixture.prove().has_value());
  }
  SUBCASE("among others and tries the latest first") {
    fixture.urls = {*parse_url("https://docs.example/"), *parse_url("https://a.example/")};
    std::vector<std::string> asked;
    fixture.transport.answer = [&](const HttpRequest& request) {
      asked.push_back(request.url);
      return fixture.pass_on(request);
    };
    CHECK(fixture.prove()->url.text() == "https://a.example/");
    CHECK(asked == std::vector<std::string>{"https://a.example/"});
  }
  SUBCASE("and not another that answers") {
    fixture.urls = {*parse_url("https://a.example/"), *parse_url("https://docs.example/")};
    bool is_up = false; // it lets the request arrive, and says so from the second time on
    fixture.transport.answer = [&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.url == "https://docs.example/") return HttpReply{200, {}, "welcome"};
      Result<HttpReply> reply = fixture.pass_on(request);
      return std::exchange(is_up, true) ? std::move(reply) : HttpReply{502, {}, "bad gateway"};
    };
    CHECK(fixture.prove()->url.text() == "https://a.example/");
  }
  SUBCASE("that shows late") {
    const std::vector<Url> shown = std::exchange(fixture.urls, {});
    fixture.clock.during_pause = [&] {
      if (fixture.clock.pauses().size() == 15) fixture.urls = shown;
    };
    fixture.transport.answer = [&](const HttpRequest& request) { return fixture.pass_on(request); };
    CHECK(fixture.prove().has_value());
  }
  // Whoever has seen the proof cannot use it any more.
  CHECK_FALSE(fixture.gate.answer(arriving(fixture.gate.new_proof("x"), "/")).status == 0);
}

TEST_CASE("prove_address fails after ten seconds and says what answered instead") {
  Fixture fixture;
  SUBCASE("another server") {
    fixture.transport.answer = [](const HttpRequest&) {
      return HttpReply{404, {}, "<html>\x1b not here" + std::string(500, '.')};
    };
    const Error error = fixture.failure_of();
    CHECK(error.message.find("404 '<html>\\x1b not here") != std::string::npos);
    CHECK(error.message.size() < 300);
  }
  SUBCASE("nobody") {
    fixture.transport.answer = [](const HttpRequest&) {
      return Error{ErrorKind::network, "could not resolve a.example"};
    };
    CHECK(fixture.failure_of().message.find("could not resolve") != std::string::npos);
  }
  SUBCASE("a proxy that takes the signature away") {
    fixture.transport.answer = [&](HttpRequest request) {
      request.headers.clear();
      return fixture.pass_on(request);
    };
    CHECK(fixture.failure_of().message.find("without its propexo-signature") != std::string::npos);
  }
  SUBCASE("a proxy that keeps our answer to itself") {
    fixture.transport.answer = [&](const HttpRequest& request) {
      static_cast<void>(fixture.pass_on(request));
      return HttpReply{502, {}, "bad gateway"};
    };
    CHECK(fixture.failure_of().message.find("arrived, but the answer was 502") !=
          std::string::npos);
  }
  SUBCASE("no tunnel") {
    fixture.urls = {};
    CHECK(fixture.failure_of().message.find("no public address showed") != std::string::npos);
  }
  CHECK(fixture.failure_of().kind == ErrorKind::network);
  const auto waited = fixture.clock.now() - FakeClock().now();
  CHECK(waited >= 10s);
  CHECK(waited < 25s); // two proofs
}

TEST_CASE("prove_address ends with its source and its token") {
  Fixture fixture;
  fixture.transport.answer = [](const HttpRequest&) { return HttpReply{404, {}, ""}; };
  SUBCASE("when the tunnel has ended") {
    fixture.failure = Error{ErrorKind::network, "the tunnel ended"};
    CHECK(fixture.failure_of().message == "the tunnel ended");
  }
  SUBCASE("when it is told to stop") {
    std::stop_source stop;
    stop.request_stop();
    CHECK(fixture.prove(stop.get_token()).error().kind == ErrorKind::cancelled);
  }
}
