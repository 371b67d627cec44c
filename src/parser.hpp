#pragma once

#include "cli/config_file.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "invocation.hpp"

#include <string>
#include <vector>

namespace syncbell {

// What is asked for, with what it is run with.
struct Order {
  Invocation invocation;
  Settings settings = {};
};

// Turns the arguments, without the program's name, into what they ask for, and completes it from
// the configuration. Nothing is done yet. Fails (usage) with a suggestion where a command, a flag
// or a setting is unknown.
Result<Order> parse_arguments(const std::vector<std::string>& arguments, const Variables& variable);

} // namespace syncbell
