#pragma once

#include "core/exit_status.hpp"
#include "environment.hpp"

#include <atomic>
#include <memory>
#include <stop_token>

namespace syncbell {

// While it lives, a signal stops what was given the token instead of ending the process, so that a
// command that changes something can say where it stood; a second one ends the process.
class Interruption {
public:
  explicit Interruption(Environment& environment);
  ~Interruption() = default;
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  std::stop_token token() const { return stop_.get_token(); }
  // The status with which to end: the signal's, where work ended because of it.
  ExitStatus status_for(ExitStatus status) const;

private:
  std::stop_source stop_;
  std::atomic<int> signal_ = 0;
  std::unique_ptr<SignalWatch> watch_; // last: it uses both
};

} // namespace syncbell
