#include "net/request_reader.hpp"
#include "support/raw_client.hpp"
#include "support/receiver.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <thread>

using namespace syncbell;
using namespace std::chrono_literals;
using test::post_request;
using test::RawClient;
using test::RawReply;
using test::Receiver;

namespace {

// What is refused is answered with a reason, the connection ends, what follows is not taken for a
// request, and the handler hears nothing of it.
RawReply refused(const std::string& bytes, const ServerLimits& limits = {}) {
  const Receiver receiver(limits);
  RawClient client = receiver.connect();
  client.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
  RawReply reply = client.read_reply();
  CHECK(reply.header("Connection") == "close");
  CHECK(reply.header("Content-Type") == "text/plain");
  CHECK(reply.body.find('\n') == reply.body.size() - 1);
  CHECK(client.read_to_end().empty());
  CHECK(receiver.requests().empty());
  return reply;
}

std::string post(std::string_view headers) {
  return "POST /hook HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n";
}

// The reply to a request of which only the beginning is sent.
RawReply cut_short(const ServerLimits& limits, std::string_view bytes) {
  const Receiver receiver(limits);
  RawClient client = receiver.connect();
  client.send(bytes);
  RawReply reply = client.read_reply();
  CHECK(client.is_closed_by_server());
  return reply;
}

} // namespace

TEST_CASE("read_request: what is refused") {
  SUBCASE("400") {
    CHECK(refused("nonsense\r\n\r\n").status == 400);
    CHECK(refused("POST /hook HTTP/1.1\nHost: h\n\n").status == 400);
    CHECK(refused(post("X: a\r\n b\r\nContent-Length: 0\r\n")).status == 400);
    CHECK(refused(post("Content-Length : 7\r\n")).status == 400);
    CHECK(refused(post("Content-Length: 7\r\nContent-Length: 7\r\n") + "1234567").status == 400);
    CHECK(refused(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")).status == 400);
    CHECK(refused(std::string("\x16\x03\x01\0\xc8", 5)).status == 400);
  }
  SUBCASE("malformed chunks") {
    const std::string head = post("Transfer-Encoding: chunked\r\n");
    CHECK(refused(head + "zz\r\nabc\r\n0\r\n\r\n").status == 400);
    CHECK(refused(head + "-2\r\nabc\r\n0\r\n\r\n").status == 400);
    CHECK(refused(head + "5\r\nhelloXX\r\n0\r\n\r\n").status == 400);
  }
  SUBCASE("a body where none may be") {
    CHECK(refused("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 30\r\n\r\n").status == 400);
  }
  SUBCASE("411") { CHECK(refused(post("")).status == 411); }
  SUBCASE("413") {
    ServerLimits limits;
    limits.max_body_bytes = 10;
    CHECK(refused(post("Content-Length: 11\r\n"), limits).body == "body is larger than 10 bytes\n");
    CHECK(refused(post("Transfer-Encoding: chunked\r\n") + "a\r\n0123456789\r\n1\r\n", limits)
              .status == 413);
    CHECK(refused(post("Transfer-Encoding: chunked\r\n") + "FFFFFFFFF\r\n", limits).status == 413);
  }
  SUBCASE("414") {
    ServerLimits limits;
    limits.max_head_bytes = 1000;
    limits.max_target_bytes = 100;
    CHECK(
        refused("GET /" + std::string(100, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", limits).status ==
        414);
    CHECK(refused("GET /" + std::string(2000, 'a') + " HTTP/1.1\r\n", limits).status == 414);
  }
  SUBCASE("415") {
    CHECK(
        refused(post("Content-Encoding: gzip\r\nContent-Length: 3\r\n") + "\x1f\x8b\x08").status ==
        415);
  }
  SUBCASE("417") { CHECK(refused(post("Expect: tea\r\nContent-Length: 0\r\n")).status == 417); }
  SUBCASE("431") {
    ServerLimits limits;
    limits.max_head_bytes = 1000;
    limits.max_headers = 3;
    CHECK(refused(post("X: " + std::string(1000, 'a') + "\r\n"), limits).status == 431);
    CHECK(refused(post("A: 1\r\nB: 2\r\nC: 3\r\n"), limits).status == 431);
  }
  SUBCASE("501") { CHECK(refused(post("Transfer-Encoding: gzip, chunked\r\n")).status == 501); }
  SUBCASE("505") { CHECK(refused("PRI * HTTP/2.0\r\n\r\n").status == 505); }
  SUBCASE("a refused HEAD gets no body") {
    const Receiver receiver;
    RawClient client = receiver.connect();
    client.send("HEAD / HTTP/1.1\r\n\r\n");
    CHECK(client.read_reply(false).status == 400);
    CHECK(client.read_to_end().empty());
  }
}

TEST_CASE("read_request: a refusal reaches a client that still sends") {
  ServerLimits limits;
  limits.max_body_bytes = 10;
  const Receiver receiver(limits);
  RawClient client = receiver.connect();
  client.send(post("Content-Length: 200000\r\n") + std::string(200'000, 'x'));
  CHECK(client.read_reply().status == 413);
}

TEST_CASE("read_request: deadlines") {
  ServerLimits limits;
  SUBCASE("a silent connection is closed without a word") {
    limits.idle_timeout = 50ms;
    CHECK(cut_short(limits, "").status == 0);
  }
  SUBCASE("between requests too") {
    limits.idle_timeout = 200ms;
    const Receiver receiver(limits);
    std::string bytes;
    while (bytes.empty()) { // when we are too slow, even for the first request
      RawClient client = receiver.connect();
      client.send(post_request("1"));
      bytes = client.read_to_end();
    }
    CHECK(bytes.find("HTTP/1.1 200 OK") == 0);
  }
  SUBCASE("a head that does not come to its end") {
    limits.head_timeout = 50ms;
    CHECK(cut_short(limits, "P").status == 408);
    CHECK(cut_short(limits, "\r\n").status == 0); // that was no request
    CHECK(cut_short(limits, post("Content-Length: 7")).status == 408);
  }
  SUBCASE("a body that does not come to its end") {
    limits.body_timeout = 100ms;
    CHECK(cut_short(limits, post("Content-Length: 7\r\n") + "123456").status == 408);
    CHECK(cut_short(limits, post("Transfer-Encoding: chunked\r\n") + "7\r\n123").status == 408);
  }
  SUBCASE("one byte after the other does not extend them") {
    limits.head_timeout = 100ms;
    limits.max_head_bytes = 1'000'000'000;
    const Receiver receiver(limits);
    RawClient client = receiver.connect();
    client.send("POST /hook HTTP/1.1\r\nX: ");
    while (client.send("a"))
      std::this_thread::yield();
    CHECK(receiver.requests().empty());
  }
}

TEST_CASE("read_request: requests that end too early") {
  for (const char* bytes :
       {"POST /ho", "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"}) {
    const Receiver receiver;
    RawClient client = receiver.connect();
    client.send(bytes);
    client.end_sending();
    CHECK(client.read_reply().status == 400);
    CHECK(client.is_closed_by_server());
    CHECK(receiver.requests().empty());
  }
}

TEST_CASE("read_request: the budget of all bodies") {
  ServerLimits limits;
  limits.max_body_bytes = 100;
  limits.max_bodies_bytes = 150;
  std::latch arrived(1);
  std::latch may_end(1);
  const Receiver receiver(limits, [&](const RawRequest& request) {
    if (request.body.size() == 100) {
      arrived.count_down();
      may_end.wait();
    }
    return ServerReply{};
  });
  RawClient large = receiver.connect();
  large.send(post_request(std::string(100, 'x')));
  arrived.wait();
  CHECK(receiver.ask(post_request(std::string(51, 'x'))).status == 503);
  CHECK(receiver
            .ask(post("Transfer-Encoding: chunked\r\n") + "33\r\n" + std::string(51, 'x') +
                 "\r\n0\r\n\r\n")
            .status == 503);
  CHECK(receiver.ask(post_request(std::string(50, 'x'))).status == 200);
  may_end.count_down();
  CHECK(large.read_reply().status == 200);
  CHECK(receiver.ask(post_request(std::string(99, 'x'))).status == 200);
}

TEST_CASE("read_request: bodies that stay unfinished") {
  ServerLimits limits;
  limits.max_body_bytes = 100;
  limits.max_bodies_bytes = 150;
  limits.max_connections = 8;
  const Receiver receiver(limits);
  std::vector<RawClient> strangers;
  for (int i = 0; i < 3; ++i) {
    strangers.push_back(receiver.connect());
    strangers.back().send(post("Content-Length: 100\r\n") + std::string(74, 'x'));
  }
  for (int i = 0; i < 20; ++i)
    CHECK(receiver.ask(post_request(std::string(60, 'x'))).status == 200);
  int had_to_go = 0;
  for (RawClient& stranger : strangers) {
    stranger.end_sending();
    const RawReply reply = stranger.read_reply();
    if (reply.status == 503)
      ++had_to_go;
    else
      CHECK(reply.status == 400);
  }
  CHECK(had_to_go > 0);
}

TEST_CASE("read_request: Expect") {
  const Receiver receiver;
  RawClient client = receiver.connect();
  SUBCASE("the client is told to go on") {
    client.send(
        "POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hi");
    CHECK(client.read_reply().status == 200);
    CHECK(receiver.request().body == "hi");
  }
  SUBCASE("a client that does not wait is not told") {
    client.send(post_request("hi", "Expect: 100-continue\r\n"));
    CHECK(client.read_reply().status == 200);
  }
  SUBCASE("a body that is too large is not asked for") {
    client.send("POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                "Content-Length: 1000000000\r\n\r\n");
    CHECK(client.read_reply().status == 413);
    CHECK(client.is_closed_by_server());
  }
}
