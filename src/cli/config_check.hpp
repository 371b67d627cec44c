#pragma once

#include "cli/config_file.hpp"
#include "cli/config_reader.hpp"

#include <optional>

namespace CLI {
class App;
}

namespace syncbell {

// What is wrong with an entry, if anything: its table is none, its name is no setting there, it has
// several values where one is wanted, or none, it is a secret in clear. Of the name alone, as its
// value may be a secret.
std::optional<Error> config_error(const ConfigEntry& entry, const ConfigFile& file,
                                  const CLI::App& tree);

} // namespace syncbell
