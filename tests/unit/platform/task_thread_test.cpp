#include "platform/task_thread.hpp"
#include "support/gate.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <vector>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const Instant never = Instant::max();

// Waits until it is asked to stop.
void wait_for_stop(std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any asked;
  std::unique_lock lock(mutex);
  asked.wait(lock, stop, [] { return false; });
}

} // namespace

TEST_CASE("TaskThread does tasks in their order") {
  std::vector<int> done;
  TaskThread thread;
  for (int i = 0; i < 5; ++i)
    thread.add([&done, i](std::stop_token) { done.push_back(i); });
  CHECK(thread.wait_until_idle(never));
  CHECK(done == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("TaskThread::wait_until_idle gives up in time") {
  Gate gate;
  TaskThread thread;
  thread.add([&gate](std::stop_token) { gate.wait(); });
  CHECK_FALSE(thread.wait_until_idle(std::chrono::steady_clock::now()));
  gate.open();
  CHECK(thread.wait_until_idle(never));
}

TEST_CASE("TaskThread::cut_short") {
  Gate begun;
  std::atomic<int> done = 0;
  TaskThread thread;
  SUBCASE("stops what is under way and forgets the rest") {
    thread.add([&](std::stop_token stop) {
      begun.open();
      wait_for_stop(stop);
      ++done;
    });
    thread.add([&](std::stop_token) { done += 10; });
    begun.wait();
    thread.cut_short();
    CHECK(done == 1);
  }
  SUBCASE("leaves it ready for more") {
    thread.cut_short();
    thread.add([&](std::stop_token stop) { done = stop.stop_requested() ? 1 : 2; });
    CHECK(thread.wait_until_idle(never));
    CHECK(done == 2);
  }
}

TEST_CASE("TaskThread cuts short what is under way when it is destroyed") {
  Gate begun;
  std::atomic<bool> stopped = false;
  {
    TaskThread thread;
    thread.add([&](std::stop_token stop) {
      begun.open();
      wait_for_stop(stop);
      stopped = true;
    });
    begun.wait();
  }
  CHECK(stopped);
}

TEST_CASE("TaskThread drops what a task holds before it counts as done") {
  const auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  TaskThread thread;
  thread.add(
      [held = std::make_shared<std::shared_ptr<int>>(held)](std::stop_token) { *held = nullptr; });
  CHECK(thread.wait_until_idle(never));
  CHECK(watched.use_count() == 1);
}
