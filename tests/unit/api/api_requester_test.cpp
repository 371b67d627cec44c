#include "api/api_requester.hpp"
#include "support/api_fixture.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* get_call = "GET https://api.example/v1/webhooks/?active=true";
constexpr const char* target = "/v1/webhooks/?active=true";
constexpr const char* post_call = "POST https://api.example/v1/sync";
const Error refused{ErrorKind::network, "connection refused"};

using Pauses = std::vector<Duration>;

HttpReply busy(int status, HeaderFields headers = {}) { return {status, std::move(headers), ""}; }

void expect(ApiFixture& fixture, const std::string& call, int times, const HttpReply& reply) {
  for (int i = 0; i < times; ++i)
    fixture.transport.expect(call, reply);
}

Error failure(const Result<std::string>& result) {
  REQUIRE_FALSE(result.has_value());
  CHECK(describe(result.error()).find(api_token) == std::string::npos);
  return result.error();
}

} // namespace

TEST_CASE("ApiRequester sends") {
  SUBCASE("a read with the token and gives the body") {
    ApiFixture fixture;
    fixture.transport.expect(get_call, json_reply("{\"a\":1}"));
    CHECK(*fixture.requester().get(target, {}) == "{\"a\":1}");
    const HttpRequest sent = fixture.transport.sent().front();
    CHECK(find_header(sent.headers, "authorization") == "Bearer " + api_token);
    CHECK(find_header(sent.headers, "accept") == "application/json");
    CHECK_FALSE(find_header(sent.headers, "content-type"));
    CHECK(sent.body.empty());
    CHECK(fixture.clock.pauses().empty());
  }
  SUBCASE("a write with its body") {
    ApiFixture fixture;
    fixture.transport.expect(post_call, json_reply("{}", 201));
    CHECK(*fixture.requester().post("/v1/sync", "{\"x\":1}", {}) == "{}");
    const HttpRequest sent = fixture.transport.sent().front();
    CHECK(sent.body == "{\"x\":1}");
    CHECK(find_header(sent.headers, "content-type") == "application/json");
  }
  SUBCASE("below the path of a base URL") {
    for (const char* base : {"http://127.0.0.1:8080/propexo", "http://127.0.0.1:8080/propexo/",
                             "http://127.0.0.1:8080/propexo//"}) {
      ApiFixture fixture(base);
      fixture.transport.expect("GET http://127.0.0.1:8080/propexo/v1/x", json_reply("{}"));
      CHECK(fixture.requester().get("/v1/x", {}).has_value());
    }
  }
  SUBCASE("no user name of a base URL") {
    ApiFixture fixture("https://user:pass@api.example");
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
  }
}

TEST_CASE("ApiRequester tries again") {
  ApiFixture fixture;
  SUBCASE("with growing pauses until it is answered") {
    for (const int status : {502, 503, 504})
      fixture.transport.expect(get_call, busy(status));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{500ms, 1s, 2s});
  }
  SUBCASE("four times in all") {
    expect(fixture, get_call, 4, busy(503));
    const Error error = failure(fixture.requester().get(target, {}));
    CHECK(error.kind == ErrorKind::unavailable);
    CHECK(error.http_status == 503);
    CHECK(fixture.clock.pauses() == Pauses{500ms, 1s, 2s});
  }
  SUBCASE("when nobody answered") {
    fixture.transport.expect(get_call, refused);
    fixture.transport.expect(get_call, json_reply("[]"));
    CHECK(fixture.requester().get(target, {}).has_value());
  }
  SUBCASE("when nobody ever answers and says so") {
    for (int i = 0; i < 2; ++i)
      fixture.transport.expect(get_call, refused);
    const Error error = failure(fixture.requester({.attempts = 2}).get(target, {}));
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message == "GET /v1/webhooks/: connection refused");
  }
  SUBCASE("a read after an internal error") {
    fixture.transport.expect(get_call, busy(500));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
  }
  SUBCASE("a read that was answered with a page") {
    fixture.transport.expect(get_call, HttpReply{200, {}, "<html>sign in</html>"});
    fixture.transport.expect(get_call, json_reply(" \n {}"));
    CHECK(fixture.requester().get(target, {}).has_value());
  }
  SUBCASE("not beyond the one attempt it may make") {
    fixture.transport.expect(get_call, busy(503));
    failure(fixture.requester({.attempts = 1}).get(target, {}));
    CHECK(fixture.clock.pauses().empty());
  }
}

TEST_CASE("ApiRequester does not try again") {
  ApiFixture fixture;
  SUBCASE("what is refused") {
    for (const int status : {400, 401, 403, 404, 302}) {
      fixture.transport.expect(get_call, busy(status));
      CHECK(failure(fixture.requester().get(target, {})).http_status == status);
    }
  }
  SUBCASE("a write after an internal error") {
    fixture.transport.expect(post_call, busy(500));
    failure(fixture.requester().post("/v1/sync", "{}", {}));
  }
  SUBCASE("a write that was answered with something else than JSON") {
    fixture.transport.expect(post_call, HttpReply{200, {}, "ok"});
    CHECK(failure(fixture.requester().post("/v1/sync", "{}", {})).kind == ErrorKind::unavailable);
  }
  SUBCASE("what cannot be sent") {
    fixture.transport.expect(get_call, Error{ErrorKind::usage, "bad header"});
    CHECK(failure(fixture.requester().get(target, {})).kind == ErrorKind::usage);
  }
  CHECK(fixture.clock.pauses().empty());
}

TEST_CASE("ApiRequester takes only JSON for an answer") {
  ApiFixture fixture;
  for (const char* body : {"", "   ", "<html>", "null", "true", "\"text\"", "ok"}) {
    fixture.transport.expect(get_call, HttpReply{200, {}, body});
    const Error error = failure(fixture.requester({.attempts = 1}).get(target, {}));
    CHECK(error.kind == ErrorKind::unavailable);
    CHECK(error.hint.find("proxy") != std::string::npos);
  }
}

TEST_CASE("ApiRequester pauses as long as it is asked to") {
  ApiFixture fixture;
  SUBCASE("in seconds") {
    fixture.transport.expect(get_call, busy(429, {{"Retry-After", "7"}}));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{7s});
  }
  SUBCASE("until a date") {
    fixture.transport.expect(get_call,
                             busy(503, {{"Retry-After", "Mon, 23 Nov 2026 08:00:09 GMT"}}));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{9s});
  }
  SUBCASE("and gives up at once where that is too long") {
    fixture.transport.expect(get_call, busy(503, {{"Retry-After", "3600"}}));
    CHECK(failure(fixture.requester().get(target, {})).http_status == 503);
    CHECK(fixture.clock.pauses().empty());
  }
  SUBCASE("before the next request too after a 429") {
    ApiRequester requester = fixture.requester({.attempts = 1});
    fixture.transport.expect(get_call, busy(429, {{"Retry-After", "20"}}));
    failure(requester.get(target, {}));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(requester.get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{20s});
  }
  SUBCASE("but does not fall silent for a day") {
    ApiRequester requester = fixture.requester();
    fixture.transport.expect(get_call, busy(429, {{"Retry-After", "86400"}}));
    failure(requester.get(target, {}));
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(requester.get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{2min});
  }
}

TEST_CASE("ApiRequester tells of a long pause for the rate limit and of no other") {
  ApiFixture fixture;
  const auto pauses_after = [&fixture](const HttpReply& reply) {
    fixture.transport.expect(get_call, reply);
    fixture.transport.expect(get_call, json_reply("{}"));
    CHECK(fixture.requester().get(target, {}).has_value());
    return fixture.pauses_told;
  };
  SUBCASE("asked for by a reply") {
    CHECK(pauses_after(busy(429, {{"Retry-After", "20"}})) == Pauses{20s});
  }
  SUBCASE("not a short one") { CHECK(pauses_after(busy(429, {{"Retry-After", "5"}})).empty()); }
  SUBCASE("not where the API is down") {
    CHECK(pauses_after(busy(503, {{"Retry-After", "20"}})).empty());
  }
}

TEST_CASE("ApiRequester knows when the API answered by its own clock") {
  ApiFixture fixture;
  ApiRequester requester = fixture.requester();
  CHECK_FALSE(requester.answered_at());
  const HeaderFields headers{{"Date", "Mon, 23 Nov 2026 08:00:09 GMT"}};
  fixture.transport.expect(get_call, json_reply("{}", 200, headers));
  CHECK(requester.get(target, {}).has_value());
  CHECK(requester.answered_at() == *parse_timestamp("2026-11-23T08:00:09Z"));
  fixture.transport.expect(get_call, json_reply("{}"));
  CHECK(requester.get(target, {}).has_value());
  CHECK_FALSE(requester.answered_at());
}

TEST_CASE("ApiRequester keeps clear of the rate limit") {
  ApiFixture fixture;
  ApiRequester requester = fixture.requester();
  SUBCASE("that replies name") {
    const HttpReply reply = json_reply("{}", 200, {{"X-RateLimit-Limit", "4"}});
    expect(fixture, get_call, 4, reply);
    for (int i = 0; i < 4; ++i)
      REQUIRE(requester.get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{60s});
  }
  SUBCASE("that others have nearly used up") {
    expect(fixture, get_call, 2, json_reply("{}", 200, {{"x-ratelimit-remaining", "3"}}));
    for (int i = 0; i < 2; ++i)
      REQUIRE(requester.get(target, {}).has_value());
    CHECK(fixture.clock.pauses() == Pauses{3s});
  }
  SUBCASE("and ignores headers that hold no number") {
    const HttpReply reply = json_reply(
        "{}", 200, {{"x-ratelimit-limit", "many"}, {"x-ratelimit-remaining", "99999999999"}});
    expect(fixture, get_call, 3, reply);
    for (int i = 0; i < 3; ++i)
      REQUIRE(requester.get(target, {}).has_value());
    CHECK(fixture.clock.pauses().empty());
  }
}

TEST_CASE("ApiRequester stops when it is told to") {
  ApiFixture fixture;
  std::stop_source stop;
  SUBCASE("before the request is sent") {
    stop.request_stop();
    const Error error = failure(fixture.requester().get(target, stop.get_token()));
    CHECK(error.kind == ErrorKind::cancelled);
    CHECK_FALSE(error.may_be_done);
    CHECK(fixture.transport.sent().empty());
  }
  SUBCASE("during a pause") {
    fixture.transport.expect(get_call, busy(503));
    fixture.clock.during_pause = [&stop] { stop.request_stop(); };
    CHECK(failure(fixture.requester().get(target, stop.get_token())).kind == ErrorKind::cancelled);
  }
  SUBCASE("during the request") {
    fixture.transport.expect(get_call, Error{ErrorKind::cancelled, "cancelled"});
    const Error error = failure(fixture.requester().get(target, stop.get_token()));
    CHECK(error.kind == ErrorKind::cancelled);
    CHECK(error.may_be_done);
  }
}

TEST_CASE("ApiRequester keeps the token to itself") {
  ApiFixture fixture;
  SUBCASE("when Propexo repeats it") {
    fixture.transport.expect(
        get_call, json_reply(R"({"error":{"message":"bad token )" + api_token + R"("}})", 401));
    CHECK(failure(fixture.requester().get(target, {})).message.find("bad token") !=
          std::string::npos);
  }
  SUBCASE("when the transport does") {
    fixture.transport.expect(get_call, Error{ErrorKind::usage, "cannot send Bearer " + api_token});
    failure(fixture.requester().get(target, {}));
  }
  for (const std::string& line : fixture.log)
    CHECK(line.find(api_token) == std::string::npos);
}

TEST_CASE("ApiRequester logs each try") {
  ApiFixture fixture;
  fixture.transport.expect(get_call, refused);
  fixture.transport.expect(get_call, [&fixture] {
    fixture.clock.move(1200ms);
    return json_reply("{}");
  });
  CHECK(fixture.requester().get(target, {}).has_value());
  REQUIRE(fixture.log.size() == 2);
  CHECK(fixture.log[0] == "GET /v1/webhooks/: connection refused (0ms)");
  CHECK(fixture.log[1] == "GET /v1/webhooks/: 200 (1s)");
}
