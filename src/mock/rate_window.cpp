#include "mock/rate_window.hpp"

namespace syncbell::mock {
namespace {

constexpr std::int64_t slow_from_percent = 80;

} // namespace

RateWindow::Verdict RateWindow::take(WallTime now) {
  if (!is_limited()) return {};
  if (used_ == 0 || has_turned(now)) {
    began_ = now;
    used_ = 0;
  }
  const Duration until_turn = began_ + limit_.window - now;
  if (used_ >= limit_.requests) return {true, limit_.delay, until_turn};
  ++used_;
  const bool slow = used_ * std::int64_t{100} >= limit_.requests * slow_from_percent;
  return {false, slow ? limit_.delay : Duration::zero(), until_turn};
}

int RateWindow::remaining(WallTime now) const {
  return has_turned(now) ? limit_.requests : limit_.requests - used_;
}

} // namespace syncbell::mock
