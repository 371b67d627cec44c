#include "net/http_session.hpp"
#include "net/listening_socket.hpp"
#include "support/raw_client.hpp"
#include "support/receiver.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

using namespace syncbell;
using test::post_request;
using test::RawClient;
using test::Receiver;

namespace {

ServerHandler always(ServerReply reply) {
  return [reply = std::move(reply)](const RawRequest&) { return reply; };
}

std::string chunked(std::string_view chunks) {
  return "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" +
         std::string(chunks);
}

// Fulfils the promise when its last copy is destroyed.
std::shared_ptr<int> tell_when_gone(std::promise<void>& gone) {
  return {new int, [&gone](const int* number) {
            delete number;
            gone.set_value();
          }};
}

// A connection, and what serves it.
struct OneSession {
  void serve() {
    serve_connection(connection, {limits, handler, on_refused, room, formatter, is_full});
  }

  ServerLimits limits = {};
  const ServerHandler handler = always({});
  std::vector<std::string> refused = {};
  const ServerRefusal on_refused = [this](const RawRequest& request, int status,
                                          const std::string& reason) {
    const bool has_peer = request.peer == client.address() && request.body.empty();
    refused.push_back(request.method + request.target + " " + std::to_string(status) + " " +
                      reason + (has_peer ? "" : " from nowhere"));
  };
  BodyRoom room{1000, 1};
  ReplyFormatter formatter;
  std::atomic<bool> is_full = false;
  Result<Descriptor> listener = listen_on({});
  RawClient client{port_of(*listener)};
  Connection connection{Descriptor(::accept(listener->number(), nullptr, nullptr))};
};

} // namespace

TEST_CASE("serve_connection tells of what it refuses") {
  OneSession session;
  session.limits.max_body_bytes = 3;
  SUBCASE("with what it understood") {
    session.client.send("POST /in HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "4\r\n1234\r\n0\r\n\r\n");
    session.serve();
    CHECK(session.refused == std::vector<std::string>{"POST/in 413 body is larger than 3 bytes"});
  }
  SUBCASE("though it understood nothing") {
    session.client.send("\x16\x03\x01\r\n\r\n");
    session.serve();
    REQUIRE(session.refused.size() == 1);
    CHECK(session.refused.front().starts_with(" 400 "));
  }
  SUBCASE("but not of what comes while it stops") {
    session.client.send(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    std::jthread server([&session] { session.serve(); });
    CHECK(session.client.read_until("\r\n\r\n").starts_with("HTTP/1.1 100 "));
    session.connection.interrupt(ConnectionEnd::draining);
    CHECK(session.client.read_reply().status == 503);
    server.join();
    CHECK(session.refused.empty());
  }
  SUBCASE("and not of line ends behind a body") {
    session.limits.head_timeout = Duration{50};
    session.client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n1\r\n");
    std::jthread server([&session] { session.serve(); });
    CHECK(session.client.read_reply().status == 200);
    server.join();
    CHECK(session.refused.empty());
  }
  SUBCASE("and not of what it answers") {
    session.client.send("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\n1");
    session.serve();
    CHECK(session.refused.empty());
  }
}

TEST_CASE("serve_connection: several requests") {
  const Receiver receiver;
  RawClient client = receiver.connect();
  SUBCASE("one after the other") {
    for (int i = 0; i < 20; ++i) {
      client.send(post_request(std::to_string(i)));
      CHECK(client.read_reply().status == 200);
    }
    CHECK(receiver.requests().back().body == "19");
  }
  SUBCASE("sent without waiting for answers") {
    client.send(post_request("1") + chunked("1\r\n2\r\n0\r\n\r\n") + "\r\n" + post_request("3"));
    for (int i = 0; i < 3; ++i)
      CHECK(client.read_reply().status == 200);
    const std::vector<RawRequest> requests = receiver.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].body + requests[1].body + requests[2].body == "123");
  }
  SUBCASE("byte by byte") {
    for (const char c : post_request("slow"))
      client.send({&c, 1});
    CHECK(client.read_reply().status == 200);
    CHECK(receiver.request().body == "slow");
  }
  SUBCASE("until the client says otherwise") {
    client.send(post_request("1", "Connection: close\r\n") + post_request("2"));
    CHECK(client.read_reply().header("Connection") == "close");
    CHECK(client.is_closed_by_server());
    CHECK(receiver.requests().size() == 1);
  }
  SUBCASE("HTTP/1.0 closes") {
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(client.read_reply().status == 200);
    CHECK(client.is_closed_by_server());
  }
  SUBCASE("HTTP/1.0 that wants to stay") {
    for (int i = 0; i < 2; ++i) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      CHECK(client.read_reply().header("Connection") == "keep-alive");
    }
  }
  SUBCASE("a client that has ended its side is answered") {
    client.send(post_request("1") + post_request("2"));
    client.end_sending();
    CHECK(client.read_reply().status == 200);
    CHECK(client.read_reply().status == 200);
    CHECK(client.is_closed_by_server());
  }
}

TEST_CASE("serve_connection: who makes room") {
  OneSession session;
  RawClient& client = session.client;
  const Instant begun = std::chrono::steady_clock::now();
  std::jthread server([&session] { session.serve(); });
  SUBCASE("one that was answered counts as waiting longer than any other") {
    const Connection& connection = session.connection;
    while (connection.waiting_since() == Instant::max())
      std::this_thread::yield();
    CHECK(connection.waiting_since() >= begun);
    client.send(post_request("1"));
    CHECK(client.read_reply().status == 200);
    while (connection.waiting_since() > begun)
      std::this_thread::yield();
    CHECK(begun - connection.waiting_since() > ServerLimits{}.body_timeout);
    client.send("P");
    while (connection.waiting_since() < begun)
      std::this_thread::yield();
  }
  SUBCASE("each where a place is waited for as soon as it is answered") {
    session.is_full = true;
    client.send(post_request("1") + post_request("2"));
    CHECK(client.read_reply().header("Connection") == "close");
    CHECK(client.is_closed_by_server());
  }
  client.end_sending();
}

TEST_CASE("serve_connection: replies") {
  const auto reply_to = [](std::string_view request, ServerReply reply) {
    const Receiver receiver({}, always(std::move(reply)));
    RawClient client = receiver.connect();
    client.send(request);
    client.end_sending();
    return client.read_to_end();
  };
  const std::string get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  SUBCASE("HEAD gets no body") {
    const std::string bytes =
        reply_to("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + get, {200, "hello\n"});
    const std::size_t first_end = bytes.find("\r\n\r\n");
    CHECK(bytes.find("Content-Length: 6") < first_end);
    CHECK(bytes.find("HTTP/1.1 200 OK", 1) == first_end + 4);
  }
  SUBCASE("a handler that says no does not end the connection") {
    const std::string bytes = reply_to(get + get, {405, "no\n", "text/plain", {{"Allow", "POST"}}});
    CHECK(bytes.find("HTTP/1.1 405 Method Not Allowed\r\n") == 0);
    CHECK(bytes.find("HTTP/1.1 405 Method Not Allowed\r\n", 1) != std::string::npos);
    CHECK(bytes.find("Allow: POST\r\n") != std::string::npos);
  }
  SUBCASE("a large one arrives whole") {
    const std::string body(2'000'000, 'x');
    CHECK(reply_to(get, {200, body}).size() > body.size());
  }
  SUBCASE("a lost one is nothing at all") {
    ServerReply reply{200, "lost"};
    reply.drop = true;
    CHECK(reply_to(get + get, std::move(reply)).empty());
  }
}

TEST_CASE("serve_connection: a handler that throws") {
  for (const bool standard : {true, false}) {
    const Receiver receiver({}, [standard](const RawRequest&) -> ServerReply {
      if (standard) throw std::runtime_error("the secret is 42");
      throw 42;
    });
    RawClient client = receiver.connect();
    client.send(post_request("{}"));
    client.end_sending();
    const std::string bytes = client.read_to_end();
    CHECK(bytes.find("HTTP/1.1 500 ") == 0);
    CHECK(bytes.find("\r\n\r\ninternal error\n") != std::string::npos);
    CHECK(bytes.find("42") == std::string::npos);
  }
}

TEST_CASE("serve_connection: on_sent") {
  SUBCASE("is called when the reply and the end of the connection are on their way") {
    std::promise<void> sent;
    const Receiver receiver({}, [&sent](const RawRequest&) {
      ServerReply reply{200, "bye\n"};
      reply.on_sent = [&sent] { sent.set_value(); };
      return reply;
    });
    RawClient client = receiver.connect();
    client.send(post_request("1") + post_request("2"));
    sent.get_future().wait();
    const std::string bytes = client.read_to_end();
    CHECK(bytes.find("bye\n") == bytes.size() - 4);
    CHECK(bytes.find("Connection: close") != std::string::npos);
    CHECK(receiver.requests().size() == 1);
  }
  SUBCASE("what it holds is let go before the connection lingers") {
    std::promise<void> gone;
    const Receiver receiver({}, [&gone](const RawRequest&) {
      ServerReply reply{200, "bye\n"};
      reply.on_sent = [held = tell_when_gone(gone)] {};
      return reply;
    });
    RawClient client = receiver.connect();
    client.send(post_request("1"));
    gone.get_future().wait();
    CHECK(client.read_reply().body == "bye\n");
  }
  SUBCASE("is not called for a lost reply but let go") {
    std::atomic<bool> called = false;
    std::promise<void> gone;
    const Receiver receiver({}, [&](const RawRequest&) {
      ServerReply reply;
      reply.drop = true;
      reply.on_sent = [held = tell_when_gone(gone), &called] { called = true; };
      return reply;
    });
    RawClient client = receiver.connect();
    client.send(post_request("1"));
    CHECK(client.is_closed_by_server());
    gone.get_future().wait();
    CHECK_FALSE(called);
  }
}
