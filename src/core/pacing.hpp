#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace syncbell {

// When each delivery of a replay is due. Due times are counted from the first delivery, not from
// the one before, so that what a pause takes too long does not add up. A target that cannot keep
// up is at most a second behind its schedule: that much is caught up for, the rest is not.
class Pacing {
public:
  // Everything at once.
  static Pacing none() { return {Kind::none, 1}; }
  static Pacing at_rate(double per_second) { return {Kind::rate, per_second}; }
  // With the gaps of the recording, divided by the speed. What has no time, or one before that of
  // its predecessor, follows at once.
  static Pacing as_recorded(double speed) { return {Kind::recorded, speed}; }

  // When the next delivery is due; to be asked once for each, in order.
  Instant next(Instant now, std::optional<WallTime> recorded_at);

private:
  enum class Kind { none, rate, recorded };
  Pacing(Kind kind, double factor) : kind_(kind), factor_(factor) {}

  std::chrono::nanoseconds since_first(std::optional<WallTime> recorded_at);

  Kind kind_;
  double factor_;
  std::optional<Instant> first_;
  std::uint64_t asked_ = 0;
  std::optional<WallTime> last_recorded_;
  std::chrono::milliseconds recorded_{}; // from the first delivery to the last, as it was recorded
};

// Reads "50/s" or "0.5/s". Fails (usage) naming the text; a bare number is told how to be written.
Result<double> parse_rate(std::string_view text);

// Reads how many times faster: "10", "0.5". Fails (usage) naming the text.
Result<double> parse_speed(std::string_view text);

} // namespace syncbell
