#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace syncbell {

// How long things took, in memory that does not grow: times are counted in buckets no wider than a
// 32nd of what they hold, so a quantile is at most about 3 % too high.
class LatencyHistogram {
public:
  using Time = std::chrono::microseconds;

  // Times of more than an hour count as an hour.
  void add(Time time);

  std::uint64_t count() const { return count_; }
  Time longest() const { return longest_; }
  // The time within which that share of all (0.5, 0.99) stayed; zero while there are none.
  Time quantile(double share) const;

private:
  static constexpr int sub_bits = 5; // 32 buckets for each doubling
  static constexpr int time_bits = 32;
  static constexpr std::size_t buckets = std::size_t{time_bits - sub_bits + 1} << sub_bits;

  static std::size_t bucket_of(std::uint64_t microseconds);
  static std::uint64_t end_of(std::size_t bucket);

  std::array<std::uint64_t, buckets> counts_{};
  std::uint64_t count_ = 0;
  Time longest_{};
};

} // namespace syncbell
