#pragma once

#include "core/result.hpp"
#include "invocation.hpp"

#include <string>
#include <vector>

namespace syncbell {

// Turns the arguments, without the program's name, into what they ask for. Nothing is done yet.
// Fails (usage) with a suggestion where a command or flag is unknown.
Result<Invocation> parse_arguments(const std::vector<std::string>& arguments);

} // namespace syncbell
