// A duration, and the same text as a time.
//
// - What is read is neither negative nor longer than a century, and written out unit by unit it
//   is read as the same.
// - What is shown of it to people is a duration too, and less than one of its smallest unit
//   shorter.
// - A time that is shown is read as the same time, and shown alike again.
// - A complaint quotes the text.
#include "core/time.hpp"
#include "fuzz/property.hpp"

using namespace syncbell;
using fuzz::require;

namespace {

constexpr std::int64_t century = std::int64_t{100} * 365 * 86'400'000;

std::string exact(std::int64_t ms) {
  return std::to_string(ms / 86'400'000) + "d" + std::to_string(ms / 3'600'000 % 24) + "h" +
         std::to_string(ms / 60'000 % 60) + "m" + std::to_string(ms / 1'000 % 60) + "s" +
         std::to_string(ms % 1'000) + "ms";
}

// The smallest unit that is shown of a duration.
std::int64_t precision(std::int64_t ms) {
  if (ms < 1'000) return 1;
  if (ms < 3'600'000) return 1'000;
  return ms < std::int64_t{48} * 3'600'000 ? 60'000 : 3'600'000;
}

void check_duration(Duration duration) {
  const std::int64_t ms = duration.count();
  require(ms >= 0 && ms <= century, "a duration is possible", std::to_string(ms));
  const Result<Duration> again = parse_duration(exact(ms));
  require(again && *again == duration, "written out it is the same", exact(ms));
  const std::string shown = format_duration(duration);
  const Result<Duration> rounded = parse_duration(shown);
  require(rounded && *rounded <= duration && ms - rounded->count() < precision(ms),
          "what is shown is close to it", exact(ms) + " as " + shown);
}

void check_time(WallTime time) {
  const std::string shown = format_timestamp(time);
  const Result<WallTime> again = parse_timestamp(shown);
  require(again && *again == time, "a time that is shown is read as the same", shown);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Result<Duration> duration = parse_duration(text);
  if (duration)
    check_duration(*duration);
  else
    require(duration.error().message.find("'" + std::string(text) + "'") != std::string::npos,
            "a complaint quotes the text", duration.error().message);
  if (const Result<WallTime> time = parse_timestamp(text)) check_time(*time);
  return 0;
}
