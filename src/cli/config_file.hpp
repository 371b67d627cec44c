#pragma once

#include "core/file_access.hpp"
#include "core/result.hpp"

#include <functional>
#include <optional>
#include <string>

namespace syncbell {

// Looks a variable of the environment up.
using Variables = std::function<std::optional<std::string>(const std::string& name)>;

// The configuration as it was found.
struct ConfigFile {
  std::string path;
  std::string chosen_by; // SYNCBELL_CONFIG, or "default"
  std::string text;      // without a byte order mark
  FileAccess access;
};

// $SYNCBELL_CONFIG, else syncbell/config.toml in $XDG_CONFIG_HOME or ~/.config; nothing where that
// is not there. Fails (usage) where the file that was named is missing, where it cannot be read,
// and where others can change it: it says which programs are run and where the token goes.
Result<std::optional<ConfigFile>> find_config_file(const Variables& variable);

} // namespace syncbell
