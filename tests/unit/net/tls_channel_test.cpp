#include "net/tls_channel.hpp"
#include "support/tls_server.hpp"

#include <doctest/doctest.h>
#include <openssl/ssl.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const TestAuthority& authority() {
  static const TestAuthority made;
  return made;
}

const Identity& identity() {
  static const Identity made = authority().issue({.names = "DNS:api.test"});
  return made;
}

struct Client {
  TextFile ca_file{authority().certificate()};
  Patience patience{{}};

  Client() {
    patience.limit(std::chrono::steady_clock::now() + 60s, {ErrorKind::network, "too late"});
  }

  Result<std::unique_ptr<Channel>> open(const ScriptedServer& server,
                                        const std::string& host = "api.test") {
    const auto address = look_up({"127.0.0.1", server.port()});
    REQUIRE(address);
    Result<ClientSocket> socket = connect_to(*address, host, patience);
    REQUIRE(socket);
    const Result<TlsContext> context = make_tls_context(ca_file.path());
    REQUIRE(context);
    return open_tls(*std::move(socket), *context, host, patience);
  }
};

std::string error_of(const Result<std::unique_ptr<Channel>>& channel) {
  REQUIRE_FALSE(channel);
  CHECK(channel.error().kind == ErrorKind::network);
  return channel.error().message;
}

Result<std::string> read_all(Channel& channel) {
  std::string all;
  std::string buffer(1000, '\0');
  while (true) {
    const auto count = channel.read(buffer.data(), buffer.size());
    if (!count) return count.error();
    if (*count == 0) return all;
    all.append(buffer, 0, *count);
  }
}

} // namespace

TEST_CASE("open_tls") {
  Client client;
  const auto error_with = [&](const Identity& shown, TlsBehaviour behaviour = {}) {
    const ScriptedServer server(answering(""), {.make_wire = tls_wire(shown, behaviour)});
    return error_of(client.open(server));
  };
  const std::string begin = "the certificate of api.test is not valid: ";

  SUBCASE("certificates that are refused") {
    CHECK(error_with(authority().issue({.names = "DNS:other.test"})) ==
          begin + "it was issued for other names");
    CHECK(error_with(authority().issue({.names = "DNS:api.test", .valid_to_days = -1})) ==
          begin + "it has expired");
    CHECK(error_with(self_signed({.names = "DNS:api.test"})) == begin + "it is self-signed");
    CHECK(error_with(TestAuthority("unknown").issue({.names = "DNS:api.test"}))
              .find("unable to get local issuer certificate") != std::string::npos);
  }
  SUBCASE("old versions are refused") {
    CHECK(error_with(identity(), {.highest_version = TLS1_1_VERSION})
              .starts_with("cannot agree on TLS with api.test: "));
  }
  SUBCASE("a port that speaks no TLS") {
    const ScriptedServer server([](Visitor& visitor) {
      visitor.send("HTTP/1.1 400 Bad Request\r\n\r\n");
      visitor.wait_until_client_leaves();
    });
    CHECK(error_of(client.open(server)).starts_with("cannot agree on TLS with api.test: "));
  }
  SUBCASE("a port that closes at once") {
    const ScriptedServer server([](Visitor&) {});
    CHECK(error_of(client.open(server)).starts_with("cannot agree on TLS with api.test: "));
  }
  SUBCASE("a port that says nothing") {
    const ScriptedServer server([](Visitor& visitor) { visitor.wait_until_client_leaves(); });
    client.patience.limit(std::chrono::steady_clock::now() + 100ms,
                          {ErrorKind::network, "too late"});
    CHECK(error_of(client.open(server)) == "too late");
  }
}

TEST_CASE("TlsChannel") {
  Client client;

  SUBCASE("carries bytes both ways until the peer ends in order") {
    const std::string large(300'000, 'x');
    const ScriptedServer server(
        [&large](Visitor& visitor) {
          const Visitor::Request request = visitor.read_request();
          visitor.send(request.body == large ? large : "what?");
        },
        {.make_wire = tls_wire(identity())});
    const auto channel = client.open(server);
    REQUIRE(channel);
    const auto taken = (*channel)->write("POST\r\nContent-Length: 300000\r\n\r\n" + large);
    REQUIRE(taken);
    CHECK(*taken);
    const auto all = read_all(**channel);
    REQUIRE(all);
    CHECK(*all == large);
  }
  SUBCASE("an end without TLS's own goodbye is a cut") {
    const ScriptedServer server(
        [](Visitor& visitor) {
          visitor.read_request();
          visitor.send("hello");
          visitor.cut();
        },
        {.make_wire = tls_wire(identity())});
    const auto channel = client.open(server);
    REQUIRE(channel);
    REQUIRE((*channel)->write("\r\n\r\n"));
    const auto all = read_all(**channel);
    REQUIRE_FALSE(all);
    CHECK(all.error().message == connection_lost().message);
  }
  SUBCASE("writing to a peer that has gone raises no signal") {
    const ScriptedServer server(
        [](Visitor& visitor) {
          visitor.read_some();
          visitor.reset();
        },
        {.make_wire = tls_wire(identity())});
    const auto channel = client.open(server);
    REQUIRE(channel);
    Result<bool> taken = true;
    for (int i = 0; i < 10'000 && taken && *taken; ++i) {
      taken = (*channel)->write(std::string(9'999, 'x'));
    }
    REQUIRE(taken);
    CHECK_FALSE(*taken);
  }
}
