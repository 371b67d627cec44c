#include "platform/clock.hpp"

#include <condition_variable>
#include <mutex>

namespace syncbell {

WallTime SystemClock::wall() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Instant SystemClock::now() const { return std::chrono::steady_clock::now(); }

bool SystemClock::sleep_for(Duration duration, std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any asleep;
  std::unique_lock lock(mutex);
  asleep.wait_for(lock, stop, duration, [] { return false; });
  return !stop.stop_requested();
}

} // namespace syncbell
