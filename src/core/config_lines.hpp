#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// What a configuration says in one go: a table's [name], or name = value. Comments are left out,
// and a list that goes over several lines stands in one.
struct ConfigLine {
  std::string text;
  std::size_t number = 0; // of the line where it begins
};

// An error (usage) about a place in a configuration: "FILE:LINE: what".
Error config_fault(const std::string& file, std::size_t line, const std::string& what,
                   const std::string& hint = "");

// Takes a configuration apart and lets nothing through that CLI11's reader of TOML, which reports
// nothing, would read as something else than TOML says: quotes and lists that are not closed,
// values with white space and no quotes, backslashes, multi-line texts, inline tables. Fails
// (usage) with the file and line; a value is never shown.
Result<std::vector<ConfigLine>> split_config(std::string_view text, const std::string& file);

} // namespace syncbell
