#include "net/http.hpp"
#include "net/route.hpp"
#include "support/scripted_server.hpp"
#include "support/tls_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>

using namespace syncbell;
using namespace syncbell::test;

namespace {

// Keeps what the proxy was asked for, from the thread of its connection to the one of the test.
class Notes {
public:
  void add(const std::string& text) {
    const std::lock_guard lock(mutex_);
    text_ += text;
  }
  bool hold(const std::string& part) const {
    const std::lock_guard lock(mutex_);
    return text_.find(part) != std::string::npos;
  }

private:
  mutable std::mutex mutex_;
  std::string text_;
};

TransportOptions through(const ScriptedServer& proxy, const std::string& userinfo = "",
                         const std::string& ca_file = "") {
  const std::string url = "http://" + userinfo + "127.0.0.1:" + std::to_string(proxy.port());
  return {.ca_file = ca_file, .proxies = {.https_proxy = url, .http_proxy = url, .no_proxy = ""}};
}

Error error_of(const TransportOptions& options, const std::string& url) {
  const Result<HttpReply> reply = make_http_transport(options)->send({.url = url}, {});
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::network);
  return reply.error();
}

std::string name_of(const ScriptedServer& proxy) {
  return "the proxy 127.0.0.1:" + std::to_string(proxy.port());
}

} // namespace

TEST_CASE("format_request_head") {
  CHECK(format_request_head("GET / HTTP/1.1", {{"A", "1"}, {"b", ""}}) ==
        "GET / HTTP/1.1\r\nA: 1\r\nb: \r\n\r\n");
}

TEST_CASE("plan_route") {
  const ProxySettings settings = {.https_proxy = "http://proxy.test:3128", .http_proxy = ""};
  SUBCASE("goes by the proxy that the settings name") {
    const auto route = plan_route("https://api.test/x", settings);
    REQUIRE(route);
    CHECK(route->target.host == "api.test");
    REQUIRE(route->proxy);
    CHECK(route->proxy->address.host == "proxy.test");
    CHECK_FALSE(plan_route("http://api.test/x", settings)->proxy);
  }
  SUBCASE("refuses URLs that cannot be used") {
    for (const char* url : {"api.test", "ftp://api.test", "https://user:pass@api.test"}) {
      const auto route = plan_route(url, settings);
      REQUIRE_FALSE(route);
      CHECK(route.error().kind == ErrorKind::usage);
    }
  }
}

TEST_CASE("open_route through a proxy that forwards http") {
  Notes notes;
  const ScriptedServer proxy([&notes](Visitor& visitor) {
    notes.add(visitor.read_request().head);
    visitor.send(ok_reply("forwarded"));
  });

  SUBCASE("it is asked for the whole URL") {
    const auto reply =
        make_http_transport(through(proxy))->send({.url = "http://api.test:81/x?y=%2F"}, {});
    REQUIRE(reply);
    CHECK(reply->body == "forwarded");
    CHECK(notes.hold("GET http://api.test:81/x?y=%2F HTTP/1.1\r\n"));
    CHECK(notes.hold("\r\nHost: api.test:81\r\n"));
    CHECK_FALSE(notes.hold("Proxy-Authorization"));
  }
  SUBCASE("with a user and a password") {
    REQUIRE(
        make_http_transport(through(proxy, "user:p%40ss@"))->send({.url = "http://api.test"}, {}));
    CHECK(notes.hold("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n"));
  }
  SUBCASE("not for this machine and not for what NO_PROXY names") {
    const ScriptedServer direct(answering(ok_reply("direct")));
    const auto reply = make_http_transport(through(proxy))->send({.url = direct.url()}, {});
    REQUIRE(reply);
    CHECK(reply->body == "direct");
    TransportOptions options = through(proxy);
    options.proxies.no_proxy = ".invalid";
    CHECK(
        error_of(options, "http://nosuch.invalid/").message.starts_with("cannot find the address"));
    CHECK(proxy.connections() == 0);
  }
}

TEST_CASE("open_route through the tunnel of a proxy") {
  const TestAuthority authority;
  const TextFile ca_file(authority.certificate());
  Notes asked_of_proxy;
  Notes asked_of_target;
  const ScriptedServer target(
      [&asked_of_target](Visitor& visitor) {
        asked_of_target.add(visitor.read_request().head);
        visitor.send(ok_reply("secret"));
      },
      {.make_wire = tls_wire(authority.issue({.names = "DNS:api.test"}))});
  const ScriptedServer proxy([&](Visitor& visitor) {
    asked_of_proxy.add(visitor.read_request().head);
    visitor.send("HTTP/1.1 200 Connection established\r\n\r\n");
    visitor.relay_to(target.port());
  });

  SUBCASE("TLS is spoken with the target inside") {
    const auto transport = make_http_transport(through(proxy, "user:pass@", ca_file.path()));
    const auto reply = transport->send(
        {.url = "https://api.test/x", .headers = {{"Authorization", "Bearer t"}}}, {});
    REQUIRE(reply);
    CHECK(reply->body == "secret");
    CHECK(asked_of_proxy.hold("CONNECT api.test:443 HTTP/1.1\r\nHost: api.test:443\r\n"));
    CHECK(asked_of_proxy.hold("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n"));
    CHECK_FALSE(asked_of_proxy.hold("Bearer"));
    CHECK(asked_of_target.hold("GET /x HTTP/1.1\r\nHost: api.test\r\n"));
    CHECK(asked_of_target.hold("Authorization: Bearer t\r\n"));
    CHECK_FALSE(asked_of_target.hold("Proxy-Authorization"));
  }
  SUBCASE("the certificate must be the target's") {
    CHECK(error_of(through(proxy, "", ca_file.path()), "https://other.test/").message ==
          "the certificate of other.test is not valid: it was issued for other names");
    CHECK_FALSE(asked_of_target.hold("GET"));
  }
}

TEST_CASE("open_route when the proxy does not help") {
  const auto message_when = [](const std::string& answer, const std::string& userinfo = "",
                               const std::string& url = "https://api.test/") {
    const ScriptedServer proxy(answering(answer));
    std::string message = error_of(through(proxy, userinfo), url).message;
    if (const auto at = message.find(name_of(proxy)); at != message.npos) {
      message.replace(at, name_of(proxy).size(), "PROXY");
    }
    return message;
  };
  const std::string wants_user = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                 "Proxy-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nno!";

  SUBCASE("it wants to know who asks") {
    CHECK(message_when(wants_user) == "PROXY wants a user and a password (407)");
    CHECK(message_when(wants_user, "", "http://api.test/") ==
          "PROXY wants a user and a password (407)");
    CHECK(message_when(wants_user, "user:hunter2@") ==
          "PROXY refused the user and password it was given (407)");
  }
  SUBCASE("it does not connect") {
    CHECK(message_when("HTTP/1.1 502 Bad Gateway\r\n\r\n") ==
          "PROXY refused to connect: it answered 502");
    CHECK(message_when("HTTP/1.1 302 Found\r\n\r\n") ==
          "PROXY refused to connect: it answered 302");
  }
  SUBCASE("it answers nonsense") {
    CHECK(message_when("HTTP/1.1 200 " + std::string(100'000, 'x') + "\r\n") ==
          "the reply is not valid HTTP: its headers do not end");
    CHECK(message_when("") == "the connection was closed before the whole reply arrived");
    CHECK(message_when("HTTP/1.1 200 OK\r\n\r\nsurprise") ==
          "PROXY sent bytes that nobody asked for");
  }
  SUBCASE("it cannot be reached") {
    const ClosedPort closed;
    const std::string address = "127.0.0.1:" + std::to_string(closed.port());
    const TransportOptions options = {
        .ca_file = "", .proxies = {.https_proxy = address, .http_proxy = "", .no_proxy = ""}};
    CHECK(error_of(options, "https://api.test/").message ==
          "cannot connect to the proxy " + address + ": connection refused");
  }
  SUBCASE("its variable is malformed") {
    const TransportOptions options = {
        .ca_file = "", .proxies = {.https_proxy = "socks5://a", .http_proxy = "", .no_proxy = ""}};
    const auto reply = make_http_transport(options)->send({.url = "https://api.test/"}, {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::usage);
  }
}
