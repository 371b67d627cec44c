#include "net/connection.hpp"
#include "net/listening_socket.hpp"
#include "support/raw_client.hpp"

#include <doctest/doctest.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <optional>
#include <thread>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Instant in(Duration duration) { return std::chrono::steady_clock::now() + duration; }

// Both ends of a connection.
struct Pair {
  explicit Pair(const char* host = "127.0.0.1") {
    Result<Descriptor> listener = listen_on({host, 0});
    REQUIRE(listener.has_value());
    client.emplace(port_of(*listener), host);
    number = ::accept(listener->number(), nullptr, nullptr);
    connection.emplace(Descriptor(number));
  }

  std::optional<test::RawClient> client;
  std::optional<Connection> connection;
  int number = -1;
};

} // namespace

TEST_CASE("Connection: reading") {
  Pair pair;
  Connection& connection = *pair.connection;
  SUBCASE("what arrives is kept until it is consumed") {
    pair.client->send("hello");
    while (connection.input().size() < 5) {
      REQUIRE(connection.wait_for_input(in(10s)) == Arrival::bytes);
    }
    connection.consume(2);
    CHECK(connection.input() == "llo");
    pair.client->send("!");
    CHECK(connection.wait_for_input(in(10s)) == Arrival::bytes);
    CHECK(connection.input() == "llo!");
    connection.consume(4);
    CHECK(connection.input().empty());
  }
  SUBCASE("the deadline ends the wait") {
    CHECK(connection.wait_for_input(in(1ms)) == Arrival::deadline);
    CHECK(connection.wait_for_input(in(-1s)) == Arrival::deadline);
  }
  SUBCASE("what is there is read even after the deadline") {
    pair.client->send("late");
    while (connection.wait_for_input(in(-1s)) != Arrival::bytes)
      std::this_thread::yield();
    CHECK_FALSE(connection.input().empty());
  }
  SUBCASE("the end in order") {
    pair.client->end_sending();
    CHECK(connection.wait_for_input(in(10s)) == Arrival::end);
  }
  SUBCASE("a reset") {
    pair.client->reset();
    CHECK(connection.wait_for_input(in(10s)) == Arrival::broken);
  }
}

TEST_CASE("Connection: writing") {
  Pair pair;
  Connection& connection = *pair.connection;
  SUBCASE("everything reaches a peer that reads slowly") {
    const std::string bytes(8'000'000, 'x');
    std::thread reader([&pair] { CHECK(pair.client->read_to_end().size() == 8'000'000); });
    CHECK(connection.write(bytes, 20s));
    connection.end_writing();
    reader.join();
  }
  SUBCASE("a peer that does not read ends it in time") {
    CHECK_FALSE(connection.write(std::string(16'000'000, 'x'), 20ms));
  }
  SUBCASE("draining cuts it short") {
    connection.interrupt(ConnectionEnd::draining);
    CHECK_FALSE(connection.write(std::string(16'000'000, 'x'), 1h));
  }
  SUBCASE("a peer that is gone raises no signal") {
    pair.client->reset();
    CHECK(connection.wait_for_input(in(10s)) == Arrival::broken);
    CHECK_FALSE(connection.write("x", 10s));
  }
  SUBCASE("small writes are not delayed") {
    int on = 0;
    socklen_t size = sizeof on;
    REQUIRE(::getsockopt(pair.number, IPPROTO_TCP, TCP_NODELAY, &on, &size) == 0);
    CHECK(on != 0);
  }
}

TEST_CASE("Connection: interrupt") {
  Pair pair;
  Connection& connection = *pair.connection;
  SUBCASE("ends a wait from another thread") {
    std::thread other([&connection] { connection.interrupt(ConnectionEnd::evicted); });
    CHECK(connection.wait_for_input(in(1h)) == Arrival::interrupted);
    other.join();
  }
  SUBCASE("ends later waits though there is input") {
    connection.interrupt(ConnectionEnd::evicted);
    pair.client->send("x");
    CHECK(connection.wait_for_input(in(1h)) == Arrival::interrupted);
  }
  SUBCASE("draining replaces eviction but not the other way round") {
    connection.interrupt(ConnectionEnd::evicted);
    connection.interrupt(ConnectionEnd::draining);
    connection.interrupt(ConnectionEnd::evicted);
    CHECK(connection.interruption() == ConnectionEnd::draining);
  }
  SUBCASE("a reply that its peer does not take is given up by eviction") {
    std::thread other([&connection] {
      while (connection.waiting_since() == Instant::max())
        std::this_thread::yield();
      connection.interrupt(ConnectionEnd::evicted);
    });
    CHECK_FALSE(connection.write(std::string(16'000'000, 'x'), 1h));
    CHECK(connection.waiting_since() == Instant::max());
    other.join();
  }
  SUBCASE("one that waited for something else before waits for it again") {
    const Instant before = in(0s) - 5s;
    connection.waits_since(before);
    std::thread other([&connection, before] {
      while (connection.waiting_since() == before)
        std::this_thread::yield();
      connection.interrupt(ConnectionEnd::evicted);
    });
    CHECK_FALSE(connection.write(std::string(16'000'000, 'x'), 1h));
    CHECK(connection.waiting_since() == before);
    other.join();
  }
  SUBCASE("writing goes on") {
    connection.interrupt(ConnectionEnd::draining);
    CHECK(connection.write("bye", 10s));
    connection.end_writing();
    CHECK(pair.client->read_to_end() == "bye");
  }
}

TEST_CASE("Connection: linger") {
  Pair pair;
  Connection& connection = *pair.connection;
  SUBCASE("keeps what was written from being thrown away with unread input") {
    const std::string input(100'000, 'x');
    CHECK(pair.client->send(input));
    CHECK(connection.write("answer", 10s));
    connection.end_writing();
    pair.client->end_sending();
    connection.linger(10s);
    pair.connection.reset();
    CHECK(pair.client->read_to_end() == "answer");
  }
  SUBCASE("ends in time though the peer goes on sending") {
    std::jthread sender([&pair](const std::stop_token& stop) {
      while (!stop.stop_requested() && pair.client->send("x")) {
      }
    });
    connection.linger(20ms);
    CHECK(true);
    pair.connection.reset();
  }
}

TEST_CASE("Connection: peer") {
  for (const char* host : {"127.0.0.1", "::1"}) {
    const Pair pair(host);
    CHECK(pair.connection->peer() == pair.client->address());
  }
  SUBCASE("is known though it has gone since") {
    Pair pair;
    const std::string address = pair.client->address();
    pair.client.reset();
    CHECK(pair.connection->wait_for_input(in(5s)) == Arrival::end);
    CHECK(pair.connection->peer() == address);
  }
}

TEST_CASE("Connection: waiting_since") {
  Pair pair;
  CHECK(pair.connection->waiting_since() == Instant::max());
  const Instant since = in(0s);
  pair.connection->waits_since(since);
  CHECK(pair.connection->waiting_since() == since);
  pair.connection->is_busy();
  CHECK(pair.connection->waiting_since() == Instant::max());
}
