#include "net/patience.hpp"

#include <doctest/doctest.h>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <thread>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Instant now() { return std::chrono::steady_clock::now(); }

const Error too_late = {ErrorKind::network, "too late"};

struct Pipe {
  std::array<int, 2> ends = {-1, -1};
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
};

} // namespace

TEST_CASE("Patience::check") {
  // On the heap, as g++ 12 takes the one on the stack for uninitialised.
  const auto stop = std::make_unique<std::stop_source>();
  Patience patience(stop->get_token());
  CHECK(patience.check());

  SUBCASE("reports the limit once it has passed") {
    patience.limit(now() + 1h, too_late);
    CHECK(patience.check());
    patience.limit(now(), too_late);
    REQUIRE_FALSE(patience.check());
    CHECK(patience.check().error().message == "too late");
  }
  SUBCASE("being told to stop goes before the limit") {
    patience.limit(now(), too_late);
    stop->request_stop();
    CHECK(patience.check().error().kind == ErrorKind::cancelled);
  }
}

TEST_CASE("Patience::wait_for") {
  const Pipe pipe;
  // On the heap, as g++ 12 takes the one on the stack for uninitialised.
  const auto stop = std::make_unique<std::stop_source>();
  Patience patience(stop->get_token());

  SUBCASE("returns when the descriptor is ready") {
    CHECK(patience.wait_for(pipe.ends[1], POLLOUT));
    REQUIRE(::write(pipe.ends[1], "x", 1) == 1);
    CHECK(patience.wait_for(pipe.ends[0], POLLIN));
  }
  SUBCASE("ends at the limit") {
    patience.limit(now() + 20ms, too_late);
    const Result<void> ready = patience.wait_for(pipe.ends[0], POLLIN);
    REQUIRE_FALSE(ready);
    CHECK(ready.error().message == "too late");
  }
  SUBCASE("ends sooner when asked to") {
    patience.limit(now() + 1h, too_late);
    CHECK_FALSE(patience.wait_for(pipe.ends[0], POLLIN, now() + 20ms));
  }
  SUBCASE("ends when told to stop from another thread") {
    patience.limit(now() + 1h, too_late);
    const std::jthread stopper([&stop] { stop->request_stop(); });
    const Result<void> ready = patience.wait_for(pipe.ends[0], POLLIN);
    REQUIRE_FALSE(ready);
    CHECK(ready.error().kind == ErrorKind::cancelled);
  }
  SUBCASE("a token that has already asked to stop counts") {
    stop->request_stop();
    const Patience late(stop->get_token());
    CHECK(late.wait_for(pipe.ends[1], POLLOUT).error().kind == ErrorKind::cancelled);
  }
}
