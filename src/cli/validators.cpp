#include "cli/validators.hpp"

#include "core/time.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <string>

namespace syncbell {

CLI::Validator not_empty() {
  return {[](const std::string& text) { return std::string(text.empty() ? "is empty" : ""); }, ""};
}

// CLI11's own would not say what a number is, and would show its range in --help.
CLI::Validator between(std::int64_t least, std::int64_t most) {
  std::string range = " from " + std::to_string(least);
  range += most == std::numeric_limits<std::int64_t>::max() ? " up" : " to " + std::to_string(most);
  return {[least, most, range](const std::string& text) {
            std::int64_t number = 0;
            const char* end = text.data() + text.size();
            const auto [stopped, failure] = std::from_chars(text.data(), end, number);
            const bool is_in =
                failure == std::errc{} && stopped == end && number >= least && number <= most;
            return is_in ? std::string() : "'" + text + "' is not a whole number" + range;
          },
          ""};
}

CLI::Validator no_stream() {
  return {[](const std::string& text) {
            return std::string(text == "-" ? "must be a file; without the flag it is shown" : "");
          },
          ""};
}

CLI::Validator not_zero() {
  return {[](const std::string& text) {
            const Result<Duration> duration = parse_duration(text);
            return std::string(duration && *duration == Duration::zero() ? "must not be 0" : "");
          },
          ""};
}

} // namespace syncbell
