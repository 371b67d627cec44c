#include "core/rejection_tally.hpp"

#include <algorithm>
#include <utility>

namespace syncbell {
namespace {

constexpr std::uint64_t told_one_by_one = 5;

} // namespace

std::string describe(const RejectionCount& rejected) {
  const std::string what = rejected.count == 1 ? " request was" : " requests were";
  return std::to_string(rejected.count) + what + " rejected: " + rejected.reason;
}

bool RejectionTally::add(const Rejection& rejection, Instant now) {
  const std::lock_guard lock(mutex_);
  Reason& reason = reasons_[rejection.reason];
  if (reason.total.count == 0) {
    reason.total = {rejection.status, rejection.signature, rejection.reason, 0};
  }
  if (reason.minute_ends == Instant::max()) reason.minute_ends = now + std::chrono::minutes{1};
  ++reason.total.count;
  return ++reason.in_minute <= told_one_by_one;
}

std::vector<RejectionCount> RejectionTally::take_sums(Instant now) {
  const std::lock_guard lock(mutex_);
  std::vector<RejectionCount> sums;
  for (auto& [text, reason] : reasons_) {
    if (reason.minute_ends > now) continue;
    reason.minute_ends = Instant::max();
    const std::uint64_t in_minute = std::exchange(reason.in_minute, 0);
    if (in_minute <= told_one_by_one) continue;
    sums.push_back(reason.total);
    sums.back().count = in_minute - told_one_by_one;
  }
  return sums;
}

Instant RejectionTally::next_sum() const {
  const std::lock_guard lock(mutex_);
  Instant next = Instant::max();
  for (const auto& [text, reason] : reasons_)
    next = std::min(next, reason.minute_ends);
  return next;
}

std::vector<RejectionCount> RejectionTally::totals() const {
  const std::lock_guard lock(mutex_);
  std::vector<RejectionCount> totals;
  for (const auto& [text, reason] : reasons_)
    totals.push_back(reason.total);
  return totals;
}

} // namespace syncbell
