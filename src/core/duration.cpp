#include "core/time.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>

namespace syncbell {
namespace {

struct Unit {
  std::string_view suffix;
  std::int64_t milliseconds;
};

// "ms" before "m" and "s": the longest suffix wins.
constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1'000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                           Unit{"d", 86'400'000}};

// A century: longer waits are mistakes, and sums with clock readings stay far from overflow.
constexpr std::int64_t most_milliseconds = std::int64_t{100} * 365 * 86'400'000;

Error malformed(std::string_view text) {
  const std::string quoted = "'" + std::string(text) + "'";
  const bool bare = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  if (bare) {
    return {ErrorKind::usage, "duration " + quoted + " has no unit",
            "write " + std::string(text) + "s for seconds or " + std::string(text) +
                "m for minutes"};
  }
  return {ErrorKind::usage, quoted + " is not a duration",
          "write it as 500ms, 90s, 45m, 2h or 1h30m"};
}

Error too_long(std::string_view text) {
  return {ErrorKind::usage, "duration '" + std::string(text) + "' is longer than a century"};
}

// Takes the number in front of a unit off the text: nothing where there is none, and where it is
// beyond any integer one that is longer than a century in every unit.
std::optional<std::int64_t> take_number(std::string_view& text) {
  if (text.starts_with('-')) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc::invalid_argument) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return failure == std::errc{} ? number : std::numeric_limits<std::int64_t>::max();
}

const Unit* unit_at(std::string_view text) {
  for (const Unit& unit : units) {
    if (text.starts_with(unit.suffix)) return &unit;
  }
  return nullptr;
}

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

} // namespace

Result<Duration> parse_duration(std::string_view text) {
  if (text == "0") return Duration::zero();
  if (text.empty()) return malformed(text);
  std::int64_t total = 0;
  std::int64_t previous_unit = std::numeric_limits<std::int64_t>::max();
  for (std::string_view rest = text; !rest.empty();) {
    const std::optional<std::int64_t> number = take_number(rest);
    if (!number) return malformed(text);
    const Unit* unit = unit_at(rest);
    if (unit == nullptr || unit->milliseconds >= previous_unit) return malformed(text);
    if (*number > (most_milliseconds - total) / unit->milliseconds) return too_long(text);
    total += *number * unit->milliseconds;
    previous_unit = unit->milliseconds;
    rest.remove_prefix(unit->suffix.size());
  }
  return Duration(total);
}

std::string format_duration(Duration duration) {
  const std::int64_t ms = duration.count();
  if (ms < 1'000) return std::to_string(ms) + "ms";
  const std::int64_t seconds = ms / 1'000;
  if (seconds < 60) return std::to_string(seconds) + "s";
  if (seconds < 3'600) return std::to_string(seconds / 60) + "m" + two_digits(seconds % 60) + "s";
  const std::int64_t minutes = seconds / 60;
  if (minutes < std::int64_t{48} * 60)
    return std::to_string(minutes / 60) + "h" + two_digits(minutes % 60) + "m";
  return std::to_string(minutes / 1'440) + "d" + two_digits(minutes / 60 % 24) + "h";
}

} // namespace syncbell
