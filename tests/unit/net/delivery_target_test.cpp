#include "net/delivery_target.hpp"
#include "support/tls_server.hpp"

#include <doctest/doctest.h>

#include <mutex>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

void serve(Visitor& visitor) {
  while (!visitor.read_request().head.empty() && visitor.send(ok)) {
  }
}

Result<int> send_once(DeliveryConnection& connection) {
  return connection.send({"POST", {}, "{}"});
}

Error refusal(const DeliveryRoute& route) {
  const auto target = open_delivery_target(route);
  REQUIRE_FALSE(target);
  CHECK(target.error().kind == ErrorKind::usage);
  return target.error();
}

} // namespace

TEST_CASE("open_delivery_target") {
  SUBCASE("gives each thread a connection of its own") {
    const ScriptedServer server(serve);
    const auto target = open_delivery_target({.url = server.url()});
    REQUIRE(target);
    const auto one = (*target)->connect({});
    const auto other = (*target)->connect({});
    CHECK(server.connections() == 0);
    for (int i = 0; i < 3; ++i) {
      CHECK(*send_once(*one) == 200);
      CHECK(*send_once(*other) == 200);
    }
    CHECK(server.connections() == 2);
  }
  SUBCASE("speaks TLS to whom it trusts and keeps that connection too") {
    const TestAuthority authority;
    const ScriptedServer server(
        serve, {.make_wire = tls_wire(authority.issue({.names = "IP:127.0.0.1"}))});
    const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
    const TextFile trusted(authority.certificate());
    const auto target =
        open_delivery_target({.url = url, .transport = {.ca_file = trusted.path()}});
    REQUIRE(target);
    const auto connection = (*target)->connect({});
    for (int i = 0; i < 3; ++i)
      CHECK(*send_once(*connection) == 200);
    CHECK(server.connections() == 1);
    const TextFile stranger(TestAuthority().certificate());
    const auto suspicious =
        open_delivery_target({.url = url, .transport = {.ca_file = stranger.path()}});
    REQUIRE(suspicious);
    const Result<int> refused = send_once(*(*suspicious)->connect({}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("certificate") != std::string::npos);
  }
  SUBCASE("asks a proxy for the whole URL") {
    std::mutex mutex;
    std::string asked;
    const ScriptedServer proxy([&](Visitor& visitor) {
      const std::string head = visitor.read_request().head;
      const std::lock_guard lock(mutex);
      asked = head;
      visitor.send(ok);
    });
    const std::string url = "http://127.0.0.1:" + std::to_string(proxy.port());
    const auto target = open_delivery_target(
        {.url = "http://hooks.test/x", .transport = {.proxies = {.http_proxy = url}}});
    REQUIRE(target);
    CHECK(*send_once(*(*target)->connect({})) == 200);
    const std::lock_guard lock(mutex);
    CHECK(asked.starts_with("POST http://hooks.test/x HTTP/1.1\r\nHost: hooks.test\r\n"));
  }
  SUBCASE("a proxy that wants a password is not the target's answer") {
    const ScriptedServer proxy(answering("HTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n"));
    const std::string url = "http://127.0.0.1:" + std::to_string(proxy.port());
    const auto target = open_delivery_target(
        {.url = "http://hooks.test/x", .transport = {.proxies = {.http_proxy = url}}});
    REQUIRE(target);
    const Result<int> sent = send_once(*(*target)->connect({}));
    REQUIRE_FALSE(sent);
    CHECK(sent.error().message.find("the proxy") != std::string::npos);
  }
  SUBCASE("refuses what it could never send to") {
    refusal({.url = "ftp://a.test"});
    CHECK(refusal({.url = "http://user:pass@a.test"}).message.find("pass@") == std::string::npos);
    refusal({.url = "https://a.test", .transport = {.ca_file = "/nowhere/ca.pem"}});
    refusal({.url = "http://a.test", .transport = {.proxies = {.http_proxy = "socks5://x"}}});
  }
}
