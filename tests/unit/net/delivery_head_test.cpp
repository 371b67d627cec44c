#include "net/delivery_head.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const DeliveryAddress hook{"/hook?a=1", "hooks.test:8080", {}};

std::string head_of(const HeaderFields& headers, const DeliveryAddress& address = hook) {
  std::string head;
  append_delivery_head({"POST", headers, "{\"a\":1}"}, address, head);
  return head;
}

} // namespace

TEST_CASE("append_delivery_head") {
  SUBCASE("adds what every request needs") {
    CHECK(head_of({}) ==
          "POST /hook?a=1 HTTP/1.1\r\nHost: hooks.test:8080\r\nContent-Length: 7\r\n\r\n");
  }
  SUBCASE("keeps order and spelling and repeats") {
    CHECK(head_of({{"user-agent", "axios/1.6"}, {"X-B", "2"}, {"X-A", ""}, {"x-b", "3"}}) ==
          "POST /hook?a=1 HTTP/1.1\r\nHost: hooks.test:8080\r\nuser-agent: axios/1.6\r\nX-B: 2\r\n"
          "X-A: \r\nx-b: 3\r\nContent-Length: 7\r\n\r\n");
  }
  SUBCASE("puts its own values where the recorded ones stood") {
    CHECK(head_of({{"accept", "*/*"},
                   {"content-length", "999"},
                   {"host", "old.test"},
                   {"Host", "again.test"},
                   {"x", "1"}}) == "POST /hook?a=1 HTTP/1.1\r\naccept: */*\r\ncontent-length: 7\r\n"
                                   "host: hooks.test:8080\r\nx: 1\r\n\r\n");
  }
  SUBCASE("leaves out what belongs to the connection it came by") {
    const std::string head = head_of({{"connection", "close, X-Hop ,keep-alive"},
                                      {"Keep-Alive", "timeout=5"},
                                      {"x-hop", "1"},
                                      {"transfer-encoding", "chunked"},
                                      {"TE", "trailers"},
                                      {"trailer", "X-Sum"},
                                      {"Upgrade", "h2c"},
                                      {"Expect", "100-continue"},
                                      {"Proxy-Connection", "keep-alive"},
                                      {"Proxy-Trace", "1"},
                                      {"proxy-authorization", "Basic eA=="},
                                      {"x-hopper", "2"}});
    CHECK(head == "POST /hook?a=1 HTTP/1.1\r\nHost: hooks.test:8080\r\nx-hopper: 2\r\n"
                  "Content-Length: 7\r\n\r\n");
  }
  SUBCASE("appends to what is there") {
    std::string text = "before ";
    append_delivery_head({"PUT", {}, ""}, {"/", "a", Secret("Basic eHg=")}, text);
    CHECK(text == "before PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                  "Proxy-Authorization: Basic eHg=\r\n\r\n");
  }
}

TEST_CASE("address_of a route") {
  const auto address = [](const std::string& url, const std::string& proxy) {
    const Result<Route> route = plan_route(url, {.https_proxy = proxy, .http_proxy = proxy});
    REQUIRE(route);
    return address_of(*route);
  };
  SUBCASE("directly") {
    CHECK(address("http://a.test/x?y", "").target == "/x?y");
    CHECK(address("http://a.test:81", "").authority == "a.test:81");
  }
  SUBCASE("through a proxy that forwards") {
    const DeliveryAddress forwarded = address("http://a.test/x", "http://u:p@proxy.test:3128");
    CHECK(forwarded.target == "http://a.test/x");
    CHECK(forwarded.authority == "a.test");
    CHECK(forwarded.proxy_authorization.reveal() == "Basic dTpw");
  }
  SUBCASE("through a tunnel the proxy is not spoken to any more") {
    const DeliveryAddress tunnelled = address("https://a.test/x", "http://u:p@proxy.test:3128");
    CHECK(tunnelled.target == "/x");
    CHECK(tunnelled.proxy_authorization.empty());
  }
}
