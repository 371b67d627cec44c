#include "net/worker_pool.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <latch>
#include <system_error>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Descriptor some_descriptor() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

WorkerRules rules_for(std::size_t threads) {
  return {threads, [](const std::string&) {}};
}

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
    WorkerPool pool(rules_for(2), [&](const Descriptor&) {
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
    WorkerPool pool(rules_for(2), [&](const Descriptor&) { ++served; });
    for (int i = 0; i < 100; ++i) {
      while (!start(pool))
        pool.wait_for_room(10s);
    }
    pool.stop();
    CHECK(served == 100);
  }
  SUBCASE("stop lets what was taken be served and takes no more") {
    std::atomic<int> served = 0;
    WorkerPool pool(rules_for(50), [&](const Descriptor&) { ++served; });
    for (int i = 0; i < 50; ++i)
      CHECK(start(pool));
    pool.stop();
    CHECK(served == 50);
    CHECK_FALSE(start(pool));
    pool.stop();
  }
  SUBCASE("waits for room no longer than it may") {
    std::latch may_end(1);
    WorkerPool pool(rules_for(1), [&](const Descriptor&) { may_end.wait(); });
    CHECK(start(pool));
    pool.wait_for_room(1ms);
    CHECK_FALSE(start(pool));
    may_end.count_down();
  }
}

TEST_CASE("WorkerPool: no thread to be had") {
  bool has_threads = false;
  std::vector<std::string> told;
  WorkerRules rules{50, [&told](const std::string& what) { told.push_back(what); }};
  rules.make_thread = [&has_threads](std::function<void()> work) {
    if (!has_threads) throw std::system_error(EAGAIN, std::system_category());
    return std::thread(std::move(work));
  };
  std::atomic<int> served = 0;
  WorkerPool pool(rules, [&](const Descriptor&) { ++served; });
  SUBCASE("is told once") {
    for (int i = 0; i < 100; ++i)
      CHECK_FALSE(start(pool));
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("Resource temporarily unavailable") != std::string::npos);
  }
  SUBCASE("ends when there are some again") {
    CHECK_FALSE(start(pool));
    has_threads = true;
    CHECK(start(pool));
    has_threads = false;
    while (!start(pool)) // the one there is does it all
      pool.wait_for_room(10s);
    pool.stop();
    CHECK(served == 2);
  }
}
