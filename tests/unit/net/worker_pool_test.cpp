#include "net/worker_pool.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <atomic>
#include <latch>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Descriptor some_descriptor() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

bool start(WorkerPool& pool) {
  Descriptor socket = some_descriptor();
  const bool started = pool.start(socket);
  CHECK(socket.is_open() == !started);
  return started;
}

} // namespace

TEST_CASE("WorkerPool") {
  SUBCASE("serves as many at once as it has threads and no more") {
    std::latch all_served(2);
    std::latch may_end(1);
    WorkerPool pool(2, [&](const Descriptor&) {
      all_served.count_down();
      may_end.wait();
    });
    CHECK(start(pool));
    CHECK(start(pool));
    CHECK_FALSE(start(pool));
    all_served.wait();
    CHECK_FALSE(start(pool));
    may_end.count_down();
  }
  SUBCASE("uses its threads again") {
    std::atomic<int> served = 0;
    WorkerPool pool(2, [&](const Descriptor&) { ++served; });
    for (int i = 0; i < 100; ++i) {
      while (!start(pool))
        pool.wait_for_room(10s);
    }
    pool.stop();
    CHECK(served == 100);
  }
  SUBCASE("stop lets what was taken be served and takes no more") {
    std::atomic<int> served = 0;
    WorkerPool pool(50, [&](const Descriptor&) { ++served; });
    for (int i = 0; i < 50; ++i)
      CHECK(start(pool));
    pool.stop();
    CHECK(served == 50);
    CHECK_FALSE(start(pool));
    pool.stop();
  }
  SUBCASE("waits for room no longer than it may") {
    std::latch may_end(1);
    WorkerPool pool(1, [&](const Descriptor&) { may_end.wait(); });
    CHECK(start(pool));
    pool.wait_for_room(1ms);
    CHECK_FALSE(start(pool));
    may_end.count_down();
  }
}
