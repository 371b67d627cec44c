#include "net/listening_socket.hpp"
#include "support/raw_client.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/socket.h>

using namespace syncbell;

namespace {

Error refused(const ListenAddress& address) {
  const Result<Descriptor> listener = listen_on(address);
  REQUIRE_FALSE(listener.has_value());
  CHECK(listener.error().kind == ErrorKind::local);
  CHECK_FALSE(listener.error().hint.empty());
  return listener.error();
}

} // namespace

TEST_CASE("listen_on") {
  SUBCASE("connections are accepted from then on") {
    const Result<Descriptor> listener = listen_on({});
    REQUIRE(listener.has_value());
    CHECK(port_of(*listener) > 0);
    CHECK_NOTHROW(test::RawClient(port_of(*listener)));
  }
  SUBCASE("IPv6 and names work") {
    for (const char* host : {"::1", "localhost"}) {
      const Result<Descriptor> listener = listen_on({host, 0});
      REQUIRE(listener.has_value());
      CHECK(port_of(*listener) > 0);
    }
  }
  SUBCASE("no child inherits it") {
    const Result<Descriptor> listener = listen_on({});
    REQUIRE(listener.has_value());
    CHECK((::fcntl(listener->number(), F_GETFD) & FD_CLOEXEC) != 0);
  }
  SUBCASE("a port is not shared") {
    const Result<Descriptor> first = listen_on({});
    REQUIRE(first.has_value());
    const std::uint16_t port = port_of(*first);
    const Error error = refused({"127.0.0.1", port});
    CHECK(error.message ==
          "cannot listen on 127.0.0.1:" + std::to_string(port) + ": address already in use");
    CHECK(error.hint.find("--listen 0") != std::string::npos);
  }
  SUBCASE("a port can be taken again at once") {
    std::uint16_t port = 0;
    {
      const Result<Descriptor> first = listen_on({});
      REQUIRE(first.has_value());
      port = port_of(*first);
      test::RawClient client(port);
      const Descriptor accepted(::accept(first->number(), nullptr, nullptr));
      ::shutdown(accepted.number(), SHUT_RDWR); // the server closed first: its side lingers
      client.read_to_end();
    }
    CHECK(listen_on({"127.0.0.1", port}).has_value());
  }
  SUBCASE("an address of another machine") {
    CHECK(refused({"192.0.2.1", 4480}).message ==
          "cannot listen on 192.0.2.1:4480: this machine does not have that address");
    CHECK(refused({"2001:db8::1", 4480}).message.find("cannot listen on [2001:db8::1]:4480: ") ==
          0);
  }
  SUBCASE("a host that does not exist") {
    CHECK(refused({"no such host", 4480})
              .message.find("cannot listen on no such host:4480: host not found") == 0);
  }
}
