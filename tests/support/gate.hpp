#pragma once

#include <condition_variable>
#include <mutex>

namespace syncbell::test {

// Holds threads until it is opened, once and for all. (std::promise would do, but ThreadSanitizer
// does not see through the parts of it that are compiled into libstdc++.)
class Gate {
public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return is_open_; });
  }

private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

} // namespace syncbell::test
