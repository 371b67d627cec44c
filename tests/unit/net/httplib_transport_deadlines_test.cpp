#include "net/http.hpp"
#include "support/scripted_server.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

Result<HttpReply> send(const HttpRequest& request, std::stop_token stop = {}) {
  return make_http_transport({})->send(request, std::move(stop));
}

Error error_of(const HttpRequest& request) {
  const Result<HttpReply> reply = send(request);
  REQUIRE_FALSE(reply);
  return reply.error();
}

// Far more than a machine under load needs, far less than the timeouts of the requests.
constexpr std::chrono::seconds soon{30};

} // namespace

TEST_CASE("HttplibTransport::send ends at its deadlines") {
  // Whether the time was up no later than there; a machine under load may not even get that far.
  const auto ends_by = [](const std::string& place, const Script& script,
                          HttpRequest request = {}) {
    const ScriptedServer server(script);
    request.url = server.url();
    request.total_timeout = 200ms;
    const Instant start = std::chrono::steady_clock::now();
    const Error error = error_of(request);
    CHECK(std::chrono::steady_clock::now() - start < soon);
    CHECK(error.kind == ErrorKind::network);
    const std::string origin = server.url("");
    for (const std::string& reached : {"could not connect to " + origin, "no answer from " + origin,
                                       "the reply from " + origin + " was not complete"}) {
      if (error.message == reached + " within 200ms") return true;
      if (reached.starts_with(place)) return false;
    }
    return false;
  };
  const auto dripping = [](const std::string& begin, const std::string& rest) -> Script {
    return [begin, rest](Visitor& visitor) {
      visitor.read_request();
      visitor.send(begin);
      visitor.drip_for_ever(rest);
    };
  };

  SUBCASE("silence") {
    CHECK(ends_by("no answer", [](Visitor& visitor) { visitor.wait_until_client_leaves(); }));
  }
  SUBCASE("a head that drips") {
    CHECK(ends_by("no answer", dripping("HTTP/1.1 200 OK\r\n", "A: b\r\n")));
  }
  SUBCASE("a body that drips") {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    CHECK(ends_by("the reply", dripping(ok + "Content-Length: 99999\r\n\r\n", "x")));
    CHECK(ends_by("the reply", dripping(ok + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")));
  }
  SUBCASE("a server that does not read") {
    CHECK(ends_by("no answer", [](Visitor& visitor) { visitor.wait_until_server_ends(); },
                  {.method = "POST", .url = "", .body = std::string(std::size_t{16} << 20, 'x')}));
  }
  SUBCASE("a server that does not accept") {
    const DeafPort deaf;
    if (!deaf.hangs()) {
      MESSAGE("skipped: this kernel accepts more than it was told to");
      return;
    }
    const std::string origin = "http://127.0.0.1:" + std::to_string(deaf.port());
    CHECK(error_of({.url = origin, .connect_timeout = 100ms}).message ==
          "could not connect to " + origin + " within 100ms");
    CHECK(error_of({.url = origin, .total_timeout = 100ms}).message ==
          "could not connect to " + origin + " within 100ms");
  }
  SUBCASE("a TLS handshake that hangs") {
    const ScriptedServer server([](Visitor& visitor) { visitor.wait_until_client_leaves(); });
    const std::string origin = "https://127.0.0.1:" + std::to_string(server.port());
    CHECK(error_of({.url = origin, .connect_timeout = 100ms}).message ==
          "could not connect to " + origin + " within 100ms");
  }
}

TEST_CASE("HttplibTransport::send stops when it is told to") {
  // On the heap, as g++ 12 takes the one on the stack for uninitialised.
  const auto stop = std::make_unique<std::stop_source>();
  const auto is_cancelled = [&stop](const std::string& url, std::string body = "") {
    const Instant start = std::chrono::steady_clock::now();
    const Result<HttpReply> reply =
        send({.method = "POST", .url = url, .body = std::move(body)}, stop->get_token());
    CHECK(std::chrono::steady_clock::now() - start < soon);
    return !reply && reply.error().kind == ErrorKind::cancelled;
  };
  const auto stop_after = [&stop](const std::string& sent) -> Script {
    return [&stop, sent](Visitor& visitor) {
      visitor.read_request();
      visitor.send(sent);
      stop->request_stop();
      visitor.wait_until_client_leaves();
    };
  };

  SUBCASE("before it begins") {
    const ScriptedServer server(answering(ok_reply("")));
    stop->request_stop();
    CHECK(is_cancelled(server.url()));
    CHECK(server.connections() == 0);
  }
  SUBCASE("waiting for the reply") {
    const ScriptedServer server(stop_after(""));
    CHECK(is_cancelled(server.url()));
  }
  SUBCASE("reading the head") {
    const ScriptedServer server(stop_after("HTTP/1.1 200 OK\r\nA: "));
    CHECK(is_cancelled(server.url()));
  }
  SUBCASE("reading the body") {
    const ScriptedServer server(stop_after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"));
    CHECK(is_cancelled(server.url()));
  }
  SUBCASE("writing the body") {
    const ScriptedServer server([&stop](Visitor& visitor) {
      stop->request_stop();
      visitor.wait_until_server_ends();
    });
    CHECK(is_cancelled(server.url(), std::string(std::size_t{16} << 20, 'x')));
  }
  SUBCASE("in the TLS handshake") {
    const ScriptedServer server([&stop](Visitor& visitor) {
      stop->request_stop();
      visitor.wait_until_client_leaves();
    });
    CHECK(is_cancelled("https://127.0.0.1:" + std::to_string(server.port())));
  }
  SUBCASE("connecting") {
    const DeafPort deaf;
    if (!deaf.hangs()) {
      MESSAGE("skipped: this kernel accepts more than it was told to");
      return;
    }
    const std::jthread stopper([&stop] { stop->request_stop(); });
    CHECK(is_cancelled("http://127.0.0.1:" + std::to_string(deaf.port())));
  }
}
