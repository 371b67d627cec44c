#include "core/pacing.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace syncbell {
namespace {

constexpr std::chrono::seconds most_to_catch_up{1};
constexpr Duration most_recorded = std::chrono::hours{24 * 365 * 1000}; // far from overflow
constexpr double fastest = 1e6;
constexpr double slowest = 1e-4; // one in about three hours

// No replay lasts longer, and added to any time it is still one.
constexpr std::chrono::hours longest{24 * 365 * 10};

std::chrono::nanoseconds nanoseconds(double seconds) {
  if (!(seconds < std::chrono::duration<double>(longest).count())) return longest;
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(seconds));
}

// A plain decimal number within the limits; g++ 12's from_chars would also read "inf" and "1e3".
std::optional<double> number_in(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != text.npos) return std::nullopt;
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stopped != end) return std::nullopt;
  if (number < slowest || number > fastest) return std::nullopt;
  return number;
}

} // namespace

std::chrono::nanoseconds Pacing::since_first(std::optional<WallTime> recorded_at) {
  switch (kind_) {
  case Kind::rate:
    return nanoseconds(static_cast<double>(asked_) / factor_);
  case Kind::recorded:
    if (!recorded_at) break;
    if (last_recorded_ && *recorded_at > *last_recorded_) {
      recorded_ += std::min<Duration>(*recorded_at - *last_recorded_, most_recorded - recorded_);
    }
    last_recorded_ = recorded_at;
    break;
  case Kind::none:
    break;
  }
  return nanoseconds(std::chrono::duration<double>(recorded_).count() / factor_);
}

Instant Pacing::next(Instant now, std::optional<WallTime> recorded_at) {
  if (kind_ == Kind::none) return now;
  if (!first_) first_ = now;
  const auto offset = since_first(recorded_at);
  ++asked_;
  *first_ = std::max(*first_, now - most_to_catch_up - offset);
  return *first_ + offset;
}

Result<double> parse_rate(std::string_view text) {
  const std::string quoted = "'" + std::string(text) + "'";
  if (number_in(text)) {
    return Error{ErrorKind::usage, "rate " + quoted + " has no unit",
                 "write " + std::string(text) + "/s for so many each second"};
  }
  const bool per_second = text.ends_with("/s");
  const std::optional<double> rate =
      per_second ? number_in(text.substr(0, text.size() - 2)) : std::nullopt;
  if (rate) return *rate;
  return Error{ErrorKind::usage, quoted + " is not a rate", "write it as 50/s or 0.5/s"};
}

Result<double> parse_speed(std::string_view text) {
  if (const std::optional<double> speed = number_in(text)) return *speed;
  return Error{ErrorKind::usage, "'" + std::string(text) + "' is not a speed",
               "write 1 for as recorded, 10 for ten times faster"};
}

} // namespace syncbell
