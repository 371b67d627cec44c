#include "net/kept_connection.hpp"
#include "support/scripted_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <semaphore>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Sender {
  explicit Sender(const std::string& url, Duration timeout = 60s, std::stop_token stop = {})
      : plan(make_delivery_plan(*plan_route(url, {}), timeout)), connection(plan, stop) {}

  Result<int> send(std::string_view body = "{}") {
    return connection.send({"POST", headers, body});
  }
  // 0 when there was no answer.
  int status(std::string_view body = "{}") {
    const Result<int> sent = send(body);
    return sent ? *sent : 0;
  }
  Error failure() {
    const Result<int> sent = send();
    REQUIRE_FALSE(sent);
    return sent.error();
  }

  HeaderFields headers;
  DeliveryPlan plan;
  KeptConnection connection;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

// Answers the requests of a connection one after the other, then does what is left to do.
Script answering_in_turn(std::vector<std::string> replies,
                         std::function<void(Visitor&)> afterwards = nullptr) {
  return [replies = std::move(replies), afterwards = std::move(afterwards)](Visitor& visitor) {
    for (const std::string& reply : replies) {
      if (visitor.read_request().head.empty()) return;
      visitor.send(reply);
    }
    if (afterwards) afterwards(visitor);
  };
}

void until_client_leaves(Visitor& visitor) { visitor.wait_until_client_leaves(); }

} // namespace

TEST_CASE("KeptConnection::send keeps its connection") {
  SUBCASE("for one request after the other") {
    const ScriptedServer server(answering_in_turn(
        {ok, "HTTP/1.1 500 x\r\nContent-Length: 2\r\n\r\nno",
         "HTTP/1.1 202 x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
         "HTTP/1.1 302 x\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 x\r\n\r\n"},
        until_client_leaves));
    Sender sender(server.url());
    for (const int expected : {200, 500, 202, 302, 204})
      CHECK(sender.status() == expected);
    CHECK(server.connections() == 1);
  }
  SUBCASE("but not one that the server gives up") {
    const ScriptedServer server(
        answering_in_turn({ok, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"},
                          until_client_leaves));
    Sender sender(server.url());
    for (int i = 0; i < 4; ++i)
      CHECK(sender.status() == 200);
    CHECK(server.connections() == 2);
  }
  SUBCASE("nor one with an answer that nobody asked for") {
    const ScriptedServer server(answering_in_turn({ok + ok}, until_client_leaves));
    Sender sender(server.url());
    CHECK(sender.status() == 200);
    CHECK(sender.status() == 200);
    CHECK(server.connections() == 2);
  }
}

TEST_CASE("KeptConnection::send opens a connection anew") {
  SUBCASE("that the server has closed in between") {
    std::counting_semaphore<8> closed(0);
    const ScriptedServer server(answering_in_turn({ok}, [&closed](Visitor& visitor) {
      visitor.cut();
      closed.release();
    }));
    Sender sender(server.url());
    for (int i = 0; i < 5; ++i) {
      CHECK(sender.status() == 200);
      closed.acquire();
    }
    CHECK(server.connections() == 5);
  }
  SUBCASE("after a failure") {
    std::atomic<int> visits = 0;
    const ScriptedServer server([&visits](Visitor& visitor) {
      const bool first = ++visits == 1;
      visitor.read_request();
      if (!first) visitor.send(ok);
    });
    Sender sender(server.url());
    CHECK(sender.failure().message == connection_lost().message);
    CHECK(sender.status() == 200);
  }
}

TEST_CASE("KeptConnection::send never sends twice what may have been received") {
  std::atomic<int> requests = 0;
  const ScriptedServer server([&requests](Visitor& visitor) {
    visitor.read_request();
    ++requests;
    visitor.send(ok);
    if (!visitor.read_request().head.empty()) ++requests;
    visitor.cut();
  });
  Sender sender(server.url());
  CHECK(sender.status() == 200);
  CHECK(sender.failure().kind == ErrorKind::network);
  CHECK(requests == 2);
  CHECK(server.connections() == 1);
}

TEST_CASE("KeptConnection::send writes") {
  std::mutex mutex;
  std::vector<Visitor::Request> received;
  const ScriptedServer server([&](Visitor& visitor) {
    for (Visitor::Request request = visitor.read_request(); !request.head.empty();
         request = visitor.read_request()) {
      {
        const std::lock_guard lock(mutex);
        received.push_back(request);
      }
      visitor.send(ok);
    }
  });
  Sender sender(server.url("/hook?x=%2F"));
  SUBCASE("head and body byte for byte") {
    sender.headers = {{"content-type", "application/json"}, {"X-Odd", "a  b"}};
    std::string body;
    for (int byte = 0; byte < 256; ++byte)
      body += static_cast<char>(byte);
    CHECK(sender.status(body) == 200);
    CHECK(received.at(0).head ==
          "POST /hook?x=%2F HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
              "\r\ncontent-type: application/json\r\nX-Odd: a  b\r\n"
              "Content-Length: 256\r\n\r\n");
    CHECK(received.at(0).body == body);
  }
  SUBCASE("large bodies too") {
    const std::string body(3'000'000, 'x');
    CHECK(sender.status(body) == 200);
    CHECK(sender.status("after") == 200);
    CHECK(received.at(0).body == body);
    CHECK(received.at(1).body == "after");
  }
  SUBCASE("nothing that would break a head") {
    sender.headers = {{"A", "1\r\nB: 2"}};
    CHECK(sender.failure().kind == ErrorKind::usage);
    CHECK(server.connections() == 0);
  }
}

TEST_CASE("KeptConnection::send takes an answer to half a request") {
  const ScriptedServer server([](Visitor& visitor) {
    visitor.read_some();
    visitor.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    visitor.wait_until_client_leaves();
  });
  Sender sender(server.url());
  CHECK(sender.status(std::string(200'000, 'x')) == 413);
}

TEST_CASE("KeptConnection::send fails") {
  SUBCASE("when nobody listens") {
    const ClosedPort closed;
    const Error error = Sender("http://127.0.0.1:" + std::to_string(closed.port())).failure();
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message.find("connection refused") != std::string::npos);
  }
  SUBCASE("when its time is up") {
    const ScriptedServer server([](Visitor& visitor) { visitor.wait_until_client_leaves(); });
    const Error error = Sender(server.url(), 50ms).failure();
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message.find("within 50ms") != std::string::npos);
  }
  SUBCASE("when the reply does not end in time") {
    const ScriptedServer server([](Visitor& visitor) {
      visitor.read_request();
      visitor.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      visitor.wait_until_client_leaves();
    });
    const Error error = Sender(server.url(), 200ms).failure();
    CHECK(error.message.find("within 200ms") != std::string::npos);
  }
  SUBCASE("when the answer is no HTTP") {
    const ScriptedServer server(answering("SSH-2.0-OpenSSH\r\n"));
    CHECK(Sender(server.url()).failure().message.find("not valid HTTP") != std::string::npos);
  }
  SUBCASE("when it is told to stop") {
    std::stop_source source;
    const ScriptedServer server([&source](Visitor& visitor) {
      visitor.read_request();
      source.request_stop();
      visitor.wait_until_client_leaves();
    });
    CHECK(Sender(server.url(), 60s, source.get_token()).failure().kind == ErrorKind::cancelled);
  }
}
