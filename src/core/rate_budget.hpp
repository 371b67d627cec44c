#pragma once

#include "core/contract.hpp"
#include "core/time.hpp"

#include <deque>
#include <optional>

namespace syncbell {

// Keeps our requests clear of Propexo's rate limit: 150 a minute by default, from 80 % each reply
// waits two seconds, at 100 % it is 429 until the minute turns. We use at most 75 % in any minute,
// less where the replies say that others use the same token.
class RateBudget {
public:
  // How long to wait, from `now`, before the next request may be sent; zero when it may go at once.
  Duration delay(Instant now) const;
  // A request is being sent.
  void spend(Instant now);
  // The limits a reply carried (x-ratelimit-limit, x-ratelimit-remaining), where it did.
  void learn(std::optional<int> limit, std::optional<int> remaining, Instant now);
  // A reply was 429 and asked for this pause.
  void pause_until(Instant when) { paused_until_ = when; }

private:
  std::size_t allowance() const;

  int limit_ = contract::default_rate_limit;
  std::deque<Instant> sent_; // within the last minute, oldest first
  Instant paused_until_{};
  Instant near_limit_until_{};
};

} // namespace syncbell
