#pragma once

#include "mock/scenario.hpp"

namespace syncbell::mock {

// Counts requests against Propexo's rate limit: 150 a minute by default, two seconds' delay from
// 80 %, 429 at 100 % until the minute turns. A minute begins with the first request after the one
// before has passed.
class RateWindow {
public:
  struct Verdict {
    bool refused = false;
    Duration delay = {};
    Duration until_turn = {};
  };

  explicit RateWindow(const RateLimit& limit) : limit_(limit) {}

  // Counts a request and says how it is to be answered.
  Verdict take(WallTime now);
  int remaining(WallTime now) const;
  bool is_limited() const { return limit_.requests > 0; }
  int limit() const { return limit_.requests; }

private:
  bool has_turned(WallTime now) const { return now >= began_ + limit_.window; }

  RateLimit limit_;
  WallTime began_{};
  int used_ = 0;
};

} // namespace syncbell::mock
