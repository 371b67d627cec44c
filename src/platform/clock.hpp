#pragma once

#include "core/time.hpp"

#include <stop_token>

namespace syncbell {

// Time as seen from inside the program; tests put a clock of their own in its place.
class Clock {
public:
  virtual ~Clock() = default;

  virtual WallTime wall() const = 0;
  virtual Instant now() const = 0;

  // Waits for the duration. False when the token asked to stop before it was over.
  virtual bool sleep_for(Duration duration, std::stop_token stop) = 0;
};

class SystemClock final : public Clock {
public:
  WallTime wall() const override;
  Instant now() const override;
  bool sleep_for(Duration duration, std::stop_token stop) override;
};

} // namespace syncbell
