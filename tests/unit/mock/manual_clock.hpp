#pragma once

#include "platform/clock.hpp"

#include <condition_variable>
#include <mutex>

namespace syncbell::mock {

// A clock that stands still until it is moved. Whoever sleeps on it waits for that, or for its
// stop.
class ManualClock final : public Clock {
public:
  explicit ManualClock(WallTime start) : start_(start) {}

  WallTime wall() const override {
    const std::lock_guard lock(mutex_);
    return start_ + passed_;
  }
  Instant now() const override {
    const std::lock_guard lock(mutex_);
    last_read_ = passed_;
    return Instant{} + passed_;
  }
  bool sleep_for(Duration duration, std::stop_token stop) override {
    std::unique_lock lock(mutex_);
    // Counted from when this thread last looked: no time passes between looking and sleeping.
    const Duration until = last_read_ + duration;
    ++sleepers_;
    changed_.notify_all();
    changed_.wait(lock, stop, [&] { return passed_ >= until; });
    --sleepers_;
    return !stop.stop_requested();
  }

  void move(Duration duration) {
    const std::lock_guard lock(mutex_);
    passed_ += duration;
    changed_.notify_all();
  }
  // Returns once so many threads sleep.
  void await_sleepers(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sleepers_ >= count; });
  }

private:
  inline static thread_local Duration last_read_{};

  WallTime start_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Duration passed_{};
  int sleepers_ = 0;
};

} // namespace syncbell::mock
