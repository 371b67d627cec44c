#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace syncbell {

// For whom a text is laid out: a terminal, or a pipe where nothing is known.
struct ViewSettings {
  std::optional<std::size_t> width;    // of the terminal; nothing: lines as long as they are
  std::optional<WallTime> relative_to; // shows times as "3h05m ago"; nothing: RFC 3339
};

// "3h05m ago", or RFC 3339; "never" for nothing.
std::string past_text(const std::optional<WallTime>& time, const ViewSettings& settings);

// The end of a lease: "ends in 2h", "ended 5m ago", or "until" and RFC 3339; "none" for nothing.
std::string lease_text(const std::optional<WallTime>& end, const ViewSettings& settings);

} // namespace syncbell
