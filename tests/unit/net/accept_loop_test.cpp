#include "net/accept_loop.hpp"
#include "net/listening_socket.hpp"
#include "support/gate.hpp"
#include "support/raw_client.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <atomic>
#include <future>
#include <optional>
#include <thread>
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

void no_trouble(const std::string&) {}

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
    AcceptLoop loop(
        std::move(listener),
        [&flags](const Descriptor& socket) { flags.set_value(::fcntl(socket.number(), F_GETFD)); },
        no_trouble);
    test::RawClient client(port);
    CHECK((flags.get_future().get() & FD_CLOEXEC) != 0);
    CHECK(client.is_closed_by_server());
  }
  SUBCASE("stop works at any time and frees the port") {
    for (int round = 0; round < 50; ++round) {
      AcceptLoop loop(
          some_listener(), [](const Descriptor&) {}, no_trouble);
      loop.stop();
      loop.stop();
    }
    {
      AcceptLoop loop(
          std::move(listener), [](const Descriptor&) {}, no_trouble);
      test::RawClient(port).is_closed_by_server();
    }
    CHECK(listen_on({"127.0.0.1", port}).has_value());
  }
  SUBCASE("what is thrown does not end it") {
    std::atomic<int> accepted = 0;
    AcceptLoop loop(
        std::move(listener),
        [&accepted](const Descriptor&) {
          if (++accepted == 1) throw std::runtime_error("no memory");
        },
        no_trouble);
    for (int i = 0; i < 3; ++i)
      test::RawClient(port).is_closed_by_server();
    CHECK(accepted == 3);
  }
}

TEST_CASE("AcceptLoop: out of descriptors") {
  Descriptor listener = some_listener();
  const std::uint16_t port = port_of(listener);
  std::vector<Descriptor> kept;
  std::atomic<int> accepted = 0;
  test::Gate gate;
  std::atomic<int> told = 0;
  std::promise<std::string> trouble;
  AcceptLoop loop(
      std::move(listener),
      [&](Descriptor socket) {
        kept.push_back(std::move(socket));
        if (++accepted == 1) gate.wait();
      },
      [&](const std::string& what) {
        if (++told == 1) trouble.set_value(what);
      });
  const test::RawClient first(port);
  while (accepted == 0)
    std::this_thread::yield();
  const test::RawClient second(port);
  std::optional<NoDescriptors> none(std::in_place);
  gate.open();
  CHECK(trouble.get_future().get().find("Too many open files") != std::string::npos);
  SUBCASE("it goes on when there are some again") {
    none.reset();
    while (accepted == 1)
      std::this_thread::yield();
    CHECK(told == 1);
  }
  SUBCASE("it can be stopped") {
    loop.stop();
    CHECK(accepted == 1);
  }
}
