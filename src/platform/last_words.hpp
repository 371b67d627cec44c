#pragma once

#include <mutex>
#include <string>

namespace syncbell {

// What is still to be said should the process be ended at once. Used from several threads.
class LastWords {
public:
  void set(std::string line) {
    const std::lock_guard lock(mutex_);
    line_ = std::move(line);
  }
  std::string line() const {
    const std::lock_guard lock(mutex_);
    return line_;
  }

private:
  mutable std::mutex mutex_;
  std::string line_;
};

} // namespace syncbell
