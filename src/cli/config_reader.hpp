#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace syncbell {

// What one line of a configuration says.
struct ConfigEntry {
  std::vector<std::string> table; // {}, {"wait"}, {"profile", "staging"}
  std::string name;               // empty: the table begins here
  std::vector<std::string> values;
  std::size_t line = 0;
};

// Reads TOML as CLI11 does, but knows the lines, and fails (usage) with file and line where
// something is malformed, which CLI11 does not notice (core/config_lines.hpp).
Result<std::vector<ConfigEntry>> read_config(const std::string& text, const std::string& file);

} // namespace syncbell
