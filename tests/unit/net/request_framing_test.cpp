#include "net/request_framing.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

struct Given {
  std::string method = "POST";
  HeaderFields headers = {};
  bool is_http_1_0 = false;
};

RequestHead head_of(const Given& given) {
  RequestHead head;
  head.method = given.method;
  head.is_http_1_0 = given.is_http_1_0;
  head.headers = given.headers;
  if (!given.is_http_1_0) head.headers.insert(head.headers.begin(), {"Host", "h"});
  return head;
}

RequestHead framed(const Given& given) {
  RequestHead head = head_of(given);
  const std::optional<Refusal> refusal = apply_framing({}, head);
  CAPTURE(refusal.value_or(Refusal{}).reason);
  REQUIRE_FALSE(refusal.has_value());
  return head;
}

int refused(const Given& given, const ServerLimits& limits = {}) {
  RequestHead head = head_of(given);
  return apply_framing(limits, head).value_or(Refusal{0, ""}).status;
}

int refused_length(std::string_view length) {
  return refused({.headers = {{"Content-Length", std::string(length)}}});
}

bool kept(const Given& given) { return framed(given).keep_alive; }

} // namespace

TEST_CASE("apply_framing: Host") {
  SUBCASE("HTTP/1.1 must have one") {
    RequestHead head;
    head.method = "GET";
    CHECK(apply_framing({}, head).value_or(Refusal{0, ""}).status == 400);
  }
  SUBCASE("HTTP/1.0 need not") { CHECK(refused({.method = "GET", .is_http_1_0 = true}) == 0); }
  SUBCASE("two are refused even when they agree") {
    CHECK(refused({.method = "GET", .headers = {{"host", "h"}}}) == 400);
    CHECK(refused({"GET", {{"Host", "a"}, {"HOST", "a"}}, true}) == 400);
  }
}

TEST_CASE("apply_framing: Content-Length") {
  SUBCASE("frames the body") {
    const RequestHead head = framed({.headers = {{"content-LENGTH", "0042"}}});
    CHECK(head.framing == RequestFraming::length);
    CHECK(head.length == 42);
  }
  SUBCASE("zero is a length") {
    CHECK(framed({.headers = {{"Content-Length", "0"}}}).framing == RequestFraming::length);
  }
  SUBCASE("what is no number is refused") {
    for (const char* length :
         {"", "-5", "+5", "7abc", "abc", "0x10", "7 7", "7, 7", "7,7", "1e3", "-0", "٣", "5.0"}) {
      CAPTURE(length);
      CHECK(refused_length(length) == 400);
    }
  }
  SUBCASE("two are refused") {
    CHECK(refused({.headers = {{"Content-Length", "7"}, {"Content-Length", "7"}}}) == 400);
    CHECK(refused({.headers = {{"Content-Length", "7"}, {"content-length", "3"}}}) == 400);
  }
  SUBCASE("the limit is exact and numbers beyond all limits are too large too") {
    ServerLimits limits;
    limits.max_body_bytes = 10;
    CHECK(refused({.headers = {{"Content-Length", "10"}}}, limits) == 0);
    CHECK(refused({.headers = {{"Content-Length", "11"}}}, limits) == 413);
    CHECK(refused_length("18446744073709551615") == 413);
    CHECK(refused_length("18446744073709551616") == 413);
    CHECK(refused_length("99999999999999999999999999999") == 413);
    CHECK(body_too_large(limits).reason == "body is larger than 10 bytes");
  }
}

TEST_CASE("apply_framing: Transfer-Encoding") {
  SUBCASE("chunked frames the body") {
    CHECK(framed({.headers = {{"transfer-encoding", "Chunked"}}}).framing ==
          RequestFraming::chunked);
  }
  SUBCASE("together with a length it is refused in either order") {
    CHECK(refused({.headers = {{"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}}}) == 400);
    CHECK(refused({.headers = {{"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}}}) == 400);
  }
  SUBCASE("other codings are not done") {
    for (const char* coding :
         {"gzip", "gzip, chunked", "xchunked", "chunked, chunked", "identity", "chunked;q=1", ""}) {
      CHECK(refused({.headers = {{"Transfer-Encoding", coding}}}) == 501);
    }
  }
  SUBCASE("two fields are refused") {
    CHECK(refused({.headers = {{"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}}}) ==
          400);
  }
  SUBCASE("HTTP/1.0 does not have it") {
    CHECK(refused({"POST", {{"Transfer-Encoding", "chunked"}}, true}) == 400);
  }
}

TEST_CASE("apply_framing: bodies and methods") {
  SUBCASE("some methods must say how long their body is") {
    for (const char* method : {"POST", "PUT", "PATCH"})
      CHECK(refused({.method = method}) == 411);
  }
  SUBCASE("others need no body") {
    for (const char* method : {"GET", "HEAD", "DELETE", "OPTIONS", "BREW", "post"}) {
      CHECK(framed({.method = method}).framing == RequestFraming::none);
    }
  }
  SUBCASE("some may not have one") {
    for (const char* method : {"GET", "HEAD", "TRACE", "CONNECT"}) {
      CHECK(refused({.method = method, .headers = {{"Content-Length", "1"}}}) == 400);
      CHECK(refused({.method = method, .headers = {{"Transfer-Encoding", "chunked"}}}) == 400);
      CHECK(refused({.method = method, .headers = {{"Content-Length", "0"}}}) == 0);
    }
  }
  SUBCASE("DELETE may") {
    CHECK(framed({.method = "DELETE", .headers = {{"Content-Length", "1"}}}).length == 1);
  }
}

TEST_CASE("apply_framing: Content-Encoding") {
  const auto encoded = [](const char* coding) {
    return refused({.headers = {{"Content-Length", "1"}, {"content-encoding", coding}}});
  };
  CHECK(encoded("identity") == 0);
  CHECK(encoded("Identity") == 0);
  CHECK(encoded("") == 0);
  for (const char* coding : {"gzip", "br", "deflate", "identity, gzip", "zstd"}) {
    CHECK(encoded(coding) == 415);
  }
}

TEST_CASE("apply_framing: Expect") {
  const auto expecting = [](const char* what, bool is_http_1_0 = false) {
    return Given{"POST", {{"Content-Length", "1"}, {"expect", what}}, is_http_1_0};
  };
  CHECK(framed(expecting("100-continue")).awaits_continue);
  CHECK(framed(expecting("100-Continue")).awaits_continue);
  CHECK_FALSE(framed(expecting("100-continue", true)).awaits_continue);
  CHECK_FALSE(framed({.headers = {{"Content-Length", "1"}}}).awaits_continue);
  CHECK(refused(expecting("200-ok")) == 417);
  CHECK(refused(expecting("")) == 417);
}

TEST_CASE("apply_framing: Connection") {
  SUBCASE("HTTP/1.1 stays open unless told otherwise") {
    CHECK(kept({"GET", {}}));
    CHECK(kept({"GET", {{"Connection", "keep-alive"}}}));
    CHECK(kept({"GET", {{"Connection", "closed, disclose, upgrade"}}}));
    CHECK_FALSE(kept({"GET", {{"connection", "Close"}}}));
    CHECK_FALSE(kept({"GET", {{"Connection", "upgrade,\t close ,x"}}}));
    CHECK_FALSE(kept({"GET", {{"Connection", "keep-alive"}, {"Connection", "close"}}}));
    CHECK_FALSE(kept({"GET", {{"Connection", "close, keep-alive"}}}));
  }
  SUBCASE("HTTP/1.0 closes unless told otherwise") {
    CHECK_FALSE(kept({"GET", {}, true}));
    CHECK_FALSE(kept({"GET", {{"Connection", ""}}, true}));
    CHECK(kept({"GET", {{"Connection", "Keep-Alive"}}, true}));
    CHECK_FALSE(kept({"GET", {{"Connection", "keep-alive, close"}}, true}));
  }
}
