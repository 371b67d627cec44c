#pragma once

#include "platform/clock.hpp"

#include <functional>
#include <mutex>
#include <vector>

namespace syncbell::test {

// A clock on which every pause is over at once: time moves on by it, and it is recorded.
class FakeClock final : public Clock {
public:
  explicit FakeClock(WallTime start = *parse_timestamp("2026-11-23T08:00:00Z")) : start_(start) {}

  WallTime wall() const override {
    const std::lock_guard lock(mutex_);
    return start_ + passed_;
  }
  Instant now() const override {
    const std::lock_guard lock(mutex_);
    return Instant{} + std::chrono::hours{1} + passed_;
  }
  bool sleep_for(Duration duration, std::stop_token stop) override {
    if (duration > Duration::zero() && during_pause) during_pause();
    if (stop.stop_requested()) return false;
    move(duration);
    if (duration <= Duration::zero()) return true;
    const std::lock_guard lock(mutex_);
    pauses_.push_back(duration);
    return true;
  }

  void move(Duration duration) {
    const std::lock_guard lock(mutex_);
    passed_ += duration;
  }
  std::vector<Duration> pauses() const {
    const std::lock_guard lock(mutex_);
    return pauses_;
  }

  std::function<void()> during_pause; // called as a pause begins

private:
  WallTime start_;
  mutable std::mutex mutex_;
  Duration passed_{};
  std::vector<Duration> pauses_;
};

} // namespace syncbell::test
