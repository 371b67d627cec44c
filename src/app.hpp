#pragma once

#include "core/exit_status.hpp"
#include "environment.hpp"

#include <string>
#include <vector>

namespace syncbell {

// The whole program: parses the arguments, runs the command, answers with the exit status. Nothing
// is thrown out of it.
ExitStatus run(const std::vector<std::string>& arguments, Environment& environment);

} // namespace syncbell
