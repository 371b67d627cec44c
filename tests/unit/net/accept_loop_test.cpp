#include "net/accept_loop.hpp"
#include "net/listening_socket.hpp"
#include "support/raw_client.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <vector>

using namespace syncbell;

namespace {

// Leaves no descriptor to anyone while it exists. Files that are open already are not touched.
class NoDescriptors {
public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = 256;
    ::setrlimit(RLIMIT_NOFILE, &few);
    for (Descriptor next = open_one(); next.is_open(); next = open_one()) {
      taken_.push_back(std::move(next));
    }
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

private:
  static Descriptor open_one() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

  rlimit before_ = {};
  std::vector<Descriptor> taken_;
};

Descriptor some_listener() {
  Result<Descriptor> listener = listen_on({});
  REQUIRE(listener.has_value());
  return *std::move(listener);
}

} // namespace

TEST_CASE("AcceptLoop") {
  Descriptor listener = some_listener();
  const std::uint16_t port = port_of(listener);
  SUBCASE("gives the connections away and no child inherits them") {
    std::promise<int> flags;
    AcceptLoop loop(std::move(listener), [&flags](const Descriptor& socket) {
      flags.set_value(::fcntl(socket.number(), F_GETFD));
    });
    test::RawClient client(port);
    CHECK((flags.get_future().get() & FD_CLOEXEC) != 0);
    CHECK(client.is_closed_by_server());
  }
  SUBCASE("stop works at any time and frees the port") {
    for (int round = 0; round < 50; ++round) {
      AcceptLoop loop(some_listener(), [](const Descriptor&) {});
      loop.stop();
      loop.stop();
    }
    {
      AcceptLoop loop(std::move(listener), [](const Descriptor&) {});
      test::RawClient(port).is_closed_by_server();
    }
    CHECK(listen_on({"127.0.0.1", port}).has_value());
  }
  SUBCASE("what is thrown does not end it") {
    std::atomic<int> accepted = 0;
    AcceptLoop loop(std::move(listener), [&accepted](const Descriptor&) {
      if (++accepted == 1) throw std::runtime_error("no memory");
    });
    for (int i = 0; i < 3; ++i)
      test::RawClient(port).is_closed_by_server();
    CHECK(accepted == 3);
  }
}

TEST_CASE("AcceptLoop: out of descriptors") {
  Descriptor listener = some_listener();
  const std::uint16_t port = port_of(listener);
  std::atomic<int> accepted = 0;
  AcceptLoop loop(std::move(listener), [&accepted](const Descriptor&) { ++accepted; });
  test::RawClient(port).is_closed_by_server();
  test::RawClient second(port);
  second.is_closed_by_server();
  SUBCASE("it goes on when there are some again") {
    std::optional<test::RawClient> waiting;
    {
      Descriptor reserved(::open("/dev/null", O_RDONLY | O_CLOEXEC));
      const NoDescriptors none;
      reserved = Descriptor();
      waiting.emplace(port); // takes the one that was left
    }
    CHECK(waiting->is_closed_by_server());
    CHECK(accepted == 3);
  }
  SUBCASE("it can be stopped") {
    const NoDescriptors none;
    loop.stop();
  }
}
