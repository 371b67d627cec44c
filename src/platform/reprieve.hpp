#pragma once

#include "platform/clock.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

namespace syncbell {

// A token that asks to stop only some time after another one does: for what, once begun, had better
// be seen through, and yet must not go on for ever.
class Reprieve {
public:
  Reprieve(std::stop_token stop, Duration length, Clock& clock);
  ~Reprieve() = default;
  Reprieve(const Reprieve&) = delete;
  Reprieve& operator=(const Reprieve&) = delete;

  std::stop_token token() const { return over_.get_token(); }

private:
  void begin(Duration length, Clock& clock);

  std::stop_source over_;
  std::optional<std::jthread> timer_;                  // runs from the moment of the stop
  std::stop_callback<std::function<void()>> callback_; // last: it starts the timer
};

} // namespace syncbell
