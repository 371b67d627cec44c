#include "core/rate_budget.hpp"

#include <algorithm>
#include <cstdint>

namespace syncbell {
namespace {

constexpr std::chrono::minutes window{1};
// Near the limit we send one request in this time until the window has turned.
constexpr std::chrono::seconds careful_pace{3};

} // namespace

std::size_t RateBudget::allowance() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(1, std::int64_t{limit_} * 3 / 4));
}

Duration RateBudget::delay(Instant now) const {
  Instant earliest = std::max(now, paused_until_);
  if (sent_.size() >= allowance()) {
    earliest = std::max(earliest, sent_[sent_.size() - allowance()] + window);
  }
  if (now < near_limit_until_ && !sent_.empty()) {
    earliest = std::max(earliest, sent_.back() + careful_pace);
  }
  return std::chrono::ceil<Duration>(earliest - now);
}

void RateBudget::spend(Instant now) {
  while (!sent_.empty() && sent_.front() + window <= now)
    sent_.pop_front();
  sent_.push_back(now);
}

void RateBudget::learn(std::optional<int> limit, std::optional<int> remaining, Instant now) {
  if (limit && *limit > 0) limit_ = *limit;
  if (remaining && std::int64_t{*remaining} * 4 < limit_)
    near_limit_until_ = now + window;
  else if (remaining)
    near_limit_until_ = now;
}

} // namespace syncbell
