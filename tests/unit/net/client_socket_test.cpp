#include "net/client_socket.hpp"
#include "support/scripted_server.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const Error too_late = {ErrorKind::network, "too late"};

SocketAddress loopback(std::uint16_t port) {
  const auto addresses = look_up({"127.0.0.1", port});
  REQUIRE(addresses);
  return addresses->front();
}

} // namespace

TEST_CASE("connect_to") {
  Patience patience({});
  patience.limit(std::chrono::steady_clock::now() + 60s, too_late);
  const ScriptedServer server(answering("hello"));
  const ClosedPort closed;

  SUBCASE("the first address that accepts is taken") {
    CHECK(connect_to({loopback(closed.port()), loopback(server.port())}, "a", patience));
  }
  SUBCASE("the last failure is reported when none does") {
    const auto socket = connect_to({loopback(closed.port())}, "api.test:443", patience);
    REQUIRE_FALSE(socket);
    CHECK(socket.error().kind == ErrorKind::network);
    CHECK(socket.error().message == "cannot connect to api.test:443: connection refused");
    CHECK(socket.error().hint == "nothing listens there: check the host and the port");
  }
  SUBCASE("an address that hangs leaves time for the next") {
    const DeafPort deaf;
    if (!deaf.hangs()) {
      MESSAGE("skipped: this kernel accepts more than it was told to");
      return;
    }
    patience.limit(std::chrono::steady_clock::now() + 2s, too_late);
    CHECK(connect_to({loopback(deaf.port()), loopback(server.port())}, "a", patience));
  }
  SUBCASE("the limit counts") {
    patience.limit(std::chrono::steady_clock::now(), too_late);
    const auto socket = connect_to({loopback(server.port())}, "a", patience);
    REQUIRE_FALSE(socket);
    CHECK(socket.error().message == "too late");
  }
}

TEST_CASE("PlainChannel") {
  Patience patience({});
  patience.limit(std::chrono::steady_clock::now() + 60s, too_late);
  const auto channel_to = [&patience](const ScriptedServer& server) {
    Result<ClientSocket> socket = connect_to({loopback(server.port())}, "a", patience);
    REQUIRE(socket);
    return PlainChannel(*std::move(socket), patience);
  };
  std::string buffer(100, '\0');

  SUBCASE("writes and reads until the peer ends") {
    const ScriptedServer server(answering("hello"));
    PlainChannel channel = channel_to(server);
    const auto taken = channel.write("\r\n\r\n");
    REQUIRE(taken);
    CHECK(*taken);
    std::string received;
    while (true) {
      const auto count = channel.read(buffer.data(), buffer.size());
      REQUIRE(count);
      if (*count == 0) break;
      received.append(buffer, 0, *count);
    }
    CHECK(received == "hello");
  }
  SUBCASE("a reset is a lost connection") {
    const ScriptedServer server([](Visitor& visitor) {
      visitor.read_request();
      visitor.reset();
    });
    PlainChannel channel = channel_to(server);
    REQUIRE(channel.write("\r\n\r\n"));
    const auto count = channel.read(buffer.data(), buffer.size());
    REQUIRE_FALSE(count);
    CHECK(count.error().message == connection_lost().message);
  }
  SUBCASE("writing to a peer that has gone raises no signal") {
    const ScriptedServer server([](Visitor& visitor) {
      visitor.read_some();
      visitor.reset();
    });
    PlainChannel channel = channel_to(server);
    Result<bool> taken = true;
    for (int i = 0; i < 10'000 && taken && *taken; ++i)
      taken = channel.write(std::string(9'999, 'x'));
    REQUIRE(taken);
    CHECK_FALSE(*taken);
  }
  SUBCASE("writing to a peer that does not read ends at the limit") {
    const ScriptedServer server([](Visitor& visitor) { visitor.wait_until_server_ends(); });
    PlainChannel channel = channel_to(server);
    patience.limit(std::chrono::steady_clock::now() + 100ms, too_late);
    const auto taken = channel.write(std::string(std::size_t{16} << 20, 'x'));
    REQUIRE_FALSE(taken);
    CHECK(taken.error().message == "too late");
  }
}
