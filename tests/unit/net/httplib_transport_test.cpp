#include "net/http.hpp"
#include "support/scripted_server.hpp"
#include "support/tls_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

Result<HttpReply> send(const HttpRequest& request) {
  return make_http_transport({})->send(request, {});
}

Error error_of(const HttpRequest& request) {
  const Result<HttpReply> reply = send(request);
  REQUIRE_FALSE(reply);
  return reply.error();
}

HttpReply reply_to(const HttpRequest& request) {
  Result<HttpReply> reply = send(request);
  REQUIRE(reply);
  return *std::move(reply);
}

// Answers every request with the request itself.
void echo(Visitor& visitor) {
  const Visitor::Request request = visitor.read_request();
  visitor.send(ok_reply(request.head + request.body));
}

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

bool holds(const std::string& text, const std::string& part) { return count_of(text, part) == 1; }

} // namespace

TEST_CASE("HttplibTransport::send carries requests") {
  const ScriptedServer server(echo);

  SUBCASE("path and query go out byte for byte") {
    const std::string target =
        "/v1/a%20b/../c//d;e?order-by=created_at:desc&active=false&x=%2F&y=+&&z";
    CHECK(
        reply_to({.url = server.url(target)}).body.starts_with("GET " + target + " HTTP/1.1\r\n"));
  }
  SUBCASE("methods and bodies") {
    for (const std::string method : {"GET", "POST", "PUT", "DELETE"}) {
      CAPTURE(method);
      const std::string body(5'000, 'x');
      const std::string echoed =
          reply_to({.method = method, .url = server.url(), .body = body}).body;
      CHECK(echoed.starts_with(method + " / HTTP/1.1\r\n"));
      CHECK(echoed.ends_with("\r\n\r\n" + body));
      CHECK(holds(echoed, "\r\nContent-Length: 5000\r\n"));
      CHECK_FALSE(holds(echoed, "Expect:"));
      CHECK_FALSE(holds(echoed, "Content-Type:"));
    }
    CHECK(reply_to({.method = "HEAD", .url = server.url()}).body.empty());
  }
  SUBCASE("bytes of the body stay as they are") {
    std::string body;
    for (int byte = 0; byte < 256; ++byte)
      body += static_cast<char>(byte);
    CHECK(reply_to({.method = "POST", .url = server.url(), .body = body}).body.ends_with(body));
  }
  SUBCASE("headers of our own") {
    const std::string echoed = reply_to({.url = server.url()}).body;
    CHECK(holds(echoed, "\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
    CHECK(holds(echoed, "\r\nUser-Agent: syncbell\r\n"));
    CHECK(holds(echoed, "\r\nAccept-Encoding: identity\r\n"));
    CHECK_FALSE(holds(echoed, "Content-"));
    CHECK_FALSE(holds(echoed, "Authorization"));
  }
  SUBCASE("headers of the caller") {
    const HeaderFields headers = {{"Authorization", "Bearer t%41"},
                                  {"content-type", "text/csv"},
                                  {"User-Agent", "me"},
                                  {"X-B", "2"},
                                  {"X-A", "1"},
                                  {"X-B", "3"},
                                  {"X-Empty", ""},
                                  {"X-Utf8", "\xc3\xa9"}};
    const std::string echoed =
        reply_to({.method = "POST", .url = server.url(), .headers = headers, .body = "a"}).body;
    CHECK(holds(echoed, "\r\nAuthorization: Bearer t%41\r\ncontent-type: text/csv\r\nUser-Agent: me"
                        "\r\nX-B: 2\r\nX-A: 1\r\nX-B: 3\r\nX-Empty: \r\nX-Utf8: \xc3\xa9\r\n"));
    CHECK(count_of(echoed, "User-Agent") == 1);
    CHECK_FALSE(holds(echoed, "Content-Type"));
  }
  SUBCASE("framing and connection are not the caller's") {
    const HeaderFields headers = {{"Content-Length", "999"},  {"Transfer-Encoding", "chunked"},
                                  {"connection", "upgrade"},  {"Accept-Encoding", "gzip"},
                                  {"Expect", "100-continue"}, {"Host", "elsewhere.test"}};
    const std::string echoed =
        reply_to({.method = "POST", .url = server.url(), .headers = headers, .body = "abc"}).body;
    CHECK(holds(echoed, "Content-Length: 3\r\n"));
    CHECK(holds(echoed, "Connection: close\r\n"));
    CHECK(holds(echoed, "Host: elsewhere.test\r\n"));
    CHECK(count_of(echoed, "Host") == 1);
    for (const std::string part : {"999", "chunked", "upgrade", "gzip", "Expect"}) {
      CAPTURE(part);
      CHECK_FALSE(holds(echoed, part));
    }
  }
  SUBCASE("codings of the reply are the caller's where it allows them") {
    HttpRequest request = {.url = server.url(),
                           .headers = {{"X-A", "1"}, {"accept-encoding", "br"}}};
    request.allow_codings = true;
    CHECK(holds(reply_to(request).body, "\r\nX-A: 1\r\naccept-encoding: br\r\n"));
    request.headers.clear();
    CHECK_FALSE(holds(reply_to(request).body, "Accept-Encoding"));
  }
  SUBCASE("over IPv6") {
    std::unique_ptr<ScriptedServer> v6;
    try {
      v6 = std::make_unique<ScriptedServer>(echo, ScriptedServer::Options{.ipv6 = true});
    } catch (const std::exception&) {
      MESSAGE("skipped: this machine has no IPv6");
      return;
    }
    CHECK(holds(reply_to({.url = v6->url()}).body, "Host: [::1]:" + std::to_string(v6->port())));
  }
  SUBCASE("to a name") {
    const std::string url = "http://localhost:" + std::to_string(server.port()) + "/";
    CHECK(holds(reply_to({.url = url}).body, "Host: localhost:" + std::to_string(server.port())));
  }
  SUBCASE("one connection each and never a second attempt") {
    const ScriptedServer dropping([](Visitor& visitor) { visitor.read_request(); });
    CHECK(error_of({.method = "POST", .url = dropping.url(), .body = "a"}).message ==
          "the connection was closed before the whole reply arrived");
    CHECK(dropping.connections() == 1);
  }
}

TEST_CASE("HttplibTransport::send refuses what cannot be sent") {
  const ScriptedServer server(echo);
  const auto refused = [&server](HttpRequest request) {
    const Error error = error_of(request);
    CHECK(server.connections() == 0);
    CHECK(describe(error).find("hunter2") == std::string::npos);
    return error.kind == ErrorKind::usage;
  };

  SUBCASE("line breaks and NULs in headers") {
    for (const std::string& value : {std::string("hunter2\r\nX: y"), std::string("hunter2\n"),
                                     std::string("\r"), std::string("a\0b", 3)}) {
      CHECK(refused({.url = server.url(), .headers = {{"X", value}}}));
      CHECK(refused({.url = server.url(), .headers = {{value, "x"}}}));
      CHECK(refused({.method = value, .url = server.url()}));
      CHECK(refused({.url = server.url("/\r\n")}));
    }
  }
  SUBCASE("malformed names and methods and URLs") {
    CHECK(refused({.url = server.url(), .headers = {{"", "x"}}}));
    CHECK(refused({.url = server.url(), .headers = {{"X Y", "x"}}}));
    CHECK(refused({.url = server.url(), .headers = {{"X:", "x"}}}));
    CHECK(refused({.method = "", .url = server.url()}));
    CHECK(refused({.method = "GET /", .url = server.url()}));
    CHECK(refused({.url = "ftp://127.0.0.1/"}));
    CHECK(refused({.url = ""}));
  }
  SUBCASE("passwords in URLs") {
    CHECK(refused({.url = "http://user:hunter2@127.0.0.1:" + std::to_string(server.port())}));
  }
}

TEST_CASE("HttplibTransport::send returns replies") {
  const auto reply_when = [](const std::string& answer, HttpRequest request = {}) {
    const ScriptedServer server(answering(answer));
    request.url = server.url();
    return reply_to(request);
  };

  SUBCASE("every status is a reply") {
    for (const int status : {200, 201, 400, 404, 407, 429, 500, 503}) {
      CAPTURE(status);
      CHECK(reply_when("HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Length: 0\r\n\r\n")
                .status == status);
    }
    CHECK(reply_when("HTTP/1.1 204 No Content\r\n\r\n").status == 204);
  }
  SUBCASE("redirects are not followed") {
    const ScriptedServer other(echo);
    const HttpReply reply = reply_when("HTTP/1.1 301 Moved\r\nLocation: " + other.url() +
                                       "\r\nContent-Length: 0\r\n\r\n");
    CHECK(reply.status == 301);
    CHECK(find_header(reply.headers, "location") == other.url());
    CHECK(other.connections() == 0);
  }
  SUBCASE("chunks") {
    CHECK(reply_when("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n")
              .body == "hello!");
  }
  SUBCASE("a large body") {
    const std::string body(3'000'000, 'x');
    CHECK(reply_when(ok_reply(body)).body == body);
  }
  SUBCASE("nothing is decompressed") {
    CHECK(reply_when("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
              .body == "abc");
  }
}

TEST_CASE("HttplibTransport::send reports failures") {
  const auto message_when = [](const Script& script, HttpRequest request = {}) {
    const ScriptedServer server(script);
    request.url = server.url();
    const Error error = error_of(request);
    CHECK(error.kind == ErrorKind::network);
    return error.message;
  };

  SUBCASE("refused") {
    const ClosedPort closed;
    const std::string address = "127.0.0.1:" + std::to_string(closed.port());
    const Error error = error_of({.url = "http://" + address + "/secret?token=hunter2"});
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message == "cannot connect to " + address + ": connection refused");
  }
  SUBCASE("a name that does not exist") {
    const Error error = error_of({.url = "http://nosuch.invalid/"});
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message.starts_with("cannot find the address of nosuch.invalid"));
  }
  SUBCASE("cut or reset in the middle of the body") {
    const std::string lost = "the connection was closed before the whole reply arrived";
    const std::string begin = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";
    CHECK(message_when(answering(begin)) == lost);
    CHECK(message_when([&begin](Visitor& visitor) {
            visitor.read_request();
            visitor.send(begin);
            visitor.reset();
          }) == lost);
  }
  SUBCASE("reset while a large body is being sent") {
    const Script script = [](Visitor& visitor) {
      visitor.read_some();
      visitor.reset();
    };
    CHECK(
        message_when(script, {.method = "POST", .url = "", .body = std::string(20'000'000, 'x')}) ==
        "the connection was closed before the whole reply arrived");
  }
  SUBCASE("too large") {
    const HttpRequest request = {.url = "", .max_reply_bytes = 10};
    CHECK(message_when(answering(ok_reply("12345678901")), request) ==
          "the reply is larger than 10 bytes");
    CHECK(message_when(answering("HTTP/1.1 200 OK\r\n\r\n12345678901"), request) ==
          "the reply is larger than 10 bytes");
  }
  SUBCASE("malformed") {
    CHECK(message_when(answering("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nabc")) ==
          "the reply is not valid HTTP: its Content-Length is no number");
    CHECK(message_when(answering("220 smtp.test ESMTP\r\n")) ==
          "the reply is not valid HTTP: it does not begin with HTTP/1.");
  }
}

TEST_CASE("HttplibTransport::send speaks https") {
  const TestAuthority authority;
  const TextFile ca_file(authority.certificate());
  const Identity identity = authority.issue({.names = "DNS:localhost,IP:127.0.0.1"});
  const ScriptedServer server(echo, {.make_wire = tls_wire(identity)});
  const std::string port = std::to_string(server.port());

  SUBCASE("with an authority of one's own") {
    const auto transport = make_http_transport({.ca_file = ca_file.path(), .proxies = {}});
    for (const std::string host : {"127.0.0.1:", "localhost:"}) {
      const auto reply = transport->send({.url = "https://" + host + port + "/x?y=%2F"}, {});
      REQUIRE(reply);
      CHECK(reply->body.starts_with("GET /x?y=%2F HTTP/1.1\r\n"));
      CHECK(holds(reply->body, "Host: " + host + port + "\r\n"));
    }
  }
  SUBCASE("with the system's authorities") {
    const Error error = error_of({.url = "https://127.0.0.1:" + port});
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message.starts_with("the certificate of 127.0.0.1 is not valid: "));
    CHECK(error.hint.find("--cacert") != std::string::npos);
  }
  SUBCASE("not without a usable file of authorities") {
    const auto transport = make_http_transport({.ca_file = "/nosuch.pem", .proxies = {}});
    const auto reply = transport->send({.url = "https://127.0.0.1:" + port}, {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::usage);
    CHECK(reply.error().message.find("/nosuch.pem") != std::string::npos);
  }
}

TEST_CASE("HttplibTransport::send may be called by several threads at once") {
  const TestAuthority authority;
  const TextFile ca_file(authority.certificate());
  const ScriptedServer plain(echo);
  const ScriptedServer secure(echo,
                              {.make_wire = tls_wire(authority.issue({.names = "IP:127.0.0.1"}))});
  const auto transport = make_http_transport({.ca_file = ca_file.path(), .proxies = {}});
  std::atomic<int> right = 0;

  const auto work = [&](int number) {
    for (int i = 0; i < 20; ++i) {
      const std::string mark = "mark-" + std::to_string(number) + "-" + std::to_string(i) + "-";
      const std::string url =
          i % 4 == 0 ? "https://127.0.0.1:" + std::to_string(secure.port()) : plain.url();
      const auto reply = transport->send({.method = "POST", .url = url, .body = mark}, {});
      if (reply && reply->body.ends_with(mark)) ++right;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int number = 0; number < 8; ++number)
      threads.emplace_back(work, number);
  }
  CHECK(right == 8 * 20);
}
