#include "core/latency_histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace syncbell {

// Below 64 every microsecond has its own bucket; above, the first five bits behind the leading one
// choose among the 32 of their doubling.
std::size_t LatencyHistogram::bucket_of(std::uint64_t microseconds) {
  const int width = static_cast<int>(std::bit_width(microseconds)); // g++ 12 gives its own type
  const int shift = std::max(width - sub_bits - 1, 0);
  return static_cast<std::size_t>((static_cast<std::uint64_t>(shift) << sub_bits) +
                                  (microseconds >> shift));
}

// The longest time that the bucket holds.
std::uint64_t LatencyHistogram::end_of(std::size_t bucket) {
  const std::size_t shift = std::max<std::size_t>(bucket >> sub_bits, 1) - 1;
  const std::uint64_t leading = bucket - (shift << sub_bits);
  return ((leading + 1) << shift) - 1;
}

void LatencyHistogram::add(Time time) {
  constexpr Time longest = std::chrono::hours{1};
  const Time counted = std::clamp(time, Time::zero(), longest);
  ++counts_[bucket_of(static_cast<std::uint64_t>(counted.count()))];
  ++count_;
  longest_ = std::max(longest_, counted);
}

LatencyHistogram::Time LatencyHistogram::quantile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    seen += counts_[bucket];
    if (seen > 0 && seen >= wanted) {
      return std::min(longest_, Time(static_cast<Time::rep>(end_of(bucket))));
    }
  }
  return Time::zero();
}

} // namespace syncbell
