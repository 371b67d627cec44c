#pragma once

#include "cli/configuration.hpp"
#include "core/settings.hpp"

#include <functional>
#include <string>

namespace syncbell {

struct FillerInput {
  CLI::App& command; // parsed already
  const Configuration& configuration;
  const Variables& variable;
  // Whether this run makes use of the setting; asked after what may decide it is settled.
  std::function<bool(const std::string& name)> is_used;
};

// Gives a command what the configuration says and neither its line nor the environment does. What
// does not go with its flags, or is of no use to it, is left out. Gives the settings that it is run
// with. Fails (usage), with file and line, on a value that the flag would not take, and on files of
// secrets in a configuration that others can read.
Result<Settings> fill_in(const FillerInput& input);

} // namespace syncbell
