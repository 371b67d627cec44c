#pragma once

#include "cli/setting_filler.hpp"

namespace syncbell {

struct ConfigureInput {
  std::function<const CLI::App&()> tree; // with all options; asked for where there is a file
  CLI::App& command;                     // of the tree, parsed
  const Variables& variable;
  std::string profile; // of the command line; empty: that of SYNCBELL_PROFILE, if any
  std::function<bool(const std::string& name)> is_used; // see FillerInput
};

// Finds the configuration and completes the command from it. Gives the settings that it is run
// with, first the configuration itself and the profile. Fails (usage) as the parts do.
Result<Settings> configure(const ConfigureInput& input);

// The profiles that there are; none where there is no configuration that can be read. `tree`: as
// above.
std::vector<std::string> known_profiles(const CLI::App& tree, const Variables& variable);

} // namespace syncbell
