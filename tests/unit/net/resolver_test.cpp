#include "net/resolver.hpp"
#include "support/gate.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const Error too_late = {ErrorKind::network, "too late"};

// A look-up that hangs until it goes out of scope. The thread that resolve() leaves behind ends
// later, so that it owns what it uses.
class HangingLookUp {
public:
  ~HangingLookUp() { gates_->release.open(); }

  LookUp function() const {
    return [gates = gates_](const HostAndPort& target) {
      gates->begun.open();
      gates->release.wait();
      return look_up({"127.0.0.1", target.port});
    };
  }
  void wait_until_begun() const { gates_->begun.wait(); }

private:
  struct Gates {
    Gate begun;
    Gate release;
  };
  std::shared_ptr<Gates> gates_ = std::make_shared<Gates>();
};

} // namespace

TEST_CASE("HostAndPort::text") {
  CHECK(HostAndPort{"api.test", 443}.text() == "api.test:443");
  CHECK(HostAndPort{"::1", 80}.text() == "[::1]:80");
}

TEST_CASE("resolve") {
  // On the heap, as g++ 12 takes the one on the stack for uninitialised.
  const auto stop = std::make_unique<std::stop_source>();
  Patience patience(stop->get_token());
  patience.limit(std::chrono::steady_clock::now() + 60s, too_late);
  const LookUp never = [](const HostAndPort&) -> Result<std::vector<SocketAddress>> {
    FAIL("a literal address was looked up");
    return std::vector<SocketAddress>();
  };

  SUBCASE("literal addresses are not looked up") {
    const auto v4 = resolve({"127.0.0.1", 80}, patience, never);
    REQUIRE(v4);
    REQUIRE(v4->size() == 1);
    CHECK(v4->front().family() == AF_INET);
    const auto v6 = resolve({"::1", 80}, patience, never);
    REQUIRE(v6);
    CHECK(v6->front().family() == AF_INET6);
  }
  SUBCASE("names are") {
    const auto addresses = resolve({"localhost", 80}, patience);
    REQUIRE(addresses);
    CHECK_FALSE(addresses->empty());
  }
  SUBCASE("a name that does not exist") {
    const LookUp nothing = [](const HostAndPort& target) -> Result<std::vector<SocketAddress>> {
      return Error{ErrorKind::network, "no " + target.host};
    };
    const auto addresses = resolve({"nosuch.invalid", 80}, patience, nothing);
    REQUIRE_FALSE(addresses);
    CHECK(addresses.error().message == "no nosuch.invalid");
  }
  SUBCASE("the limit ends the wait and leaves the thread behind") {
    const HangingLookUp hanging;
    patience.limit(std::chrono::steady_clock::now() + 20ms, too_late);
    const auto addresses = resolve({"slow.test", 80}, patience, hanging.function());
    REQUIRE_FALSE(addresses);
    CHECK(addresses.error().message == "too late");
  }
  SUBCASE("being told to stop ends the wait") {
    const HangingLookUp hanging;
    const std::jthread stopper([&] {
      hanging.wait_until_begun();
      stop->request_stop();
    });
    const auto addresses = resolve({"slow.test", 80}, patience, hanging.function());
    REQUIRE_FALSE(addresses);
    CHECK(addresses.error().kind == ErrorKind::cancelled);
  }
  SUBCASE("nothing begins after the stop") {
    stop->request_stop();
    CHECK(resolve({"127.0.0.1", 80}, patience, never).error().kind == ErrorKind::cancelled);
  }
}

TEST_CASE("look_up") {
  // Whether there is a name server or not, this name must not be found (RFC 6761).
  const auto addresses = look_up({"nosuch.invalid", 80});
  REQUIRE_FALSE(addresses);
  CHECK(addresses.error().kind == ErrorKind::network);
  CHECK(addresses.error().message.starts_with("cannot find the address of nosuch.invalid"));
}
