#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace syncbell {

using Duration = std::chrono::milliseconds;
// The time of day, for what is shown to people and compared with Propexo's timestamps.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
// A point on a clock that nobody sets, for deadlines and intervals.
using Instant = std::chrono::steady_clock::time_point;

// Reads "500ms", "90s", "45m", "1h30m", "2d"; "0" is the only number that needs no unit.
// Fails (usage) on anything else, naming the text and, for a bare number, the likely unit.
Result<Duration> parse_duration(std::string_view text);

// "450ms", "12s", "3m12s", "1h05m": the two largest units, for people.
std::string format_duration(Duration duration);

// Reads an RFC 3339 instant such as 2026-11-23T08:00:00.123Z or ...+02:00. Digits of the second
// beyond the millisecond are cut off. Fails (usage) naming the text, also outside years 0 to 9999.
Result<WallTime> parse_timestamp(std::string_view text);

// RFC 3339 in UTC with milliseconds: 2026-11-23T08:00:00.123Z.
std::string format_timestamp(WallTime time);

} // namespace syncbell
