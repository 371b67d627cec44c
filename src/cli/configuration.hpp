#pragma once

#include "cli/config_file.hpp"
#include "cli/config_reader.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace syncbell {

// What the configuration says of one setting.
struct ConfiguredValue {
  std::vector<std::string> values;
  std::size_t line = 0;
};

// A configuration that holds nothing but settings, each where it means something.
class Configuration {
public:
  using Table = std::map<std::string, ConfiguredValue>; // by the names of settings

  Configuration() = default; // says nothing

  // `tree` is the tree of commands, whose flags the settings are; `home` is where ~ leads. Fails
  // (usage), with file and line, on what is malformed, on what is no setting, with the nearest that
  // is, and on a secret that stands there itself, which is not shown.
  static Result<Configuration> read(const ConfigFile& file, const CLI::App& tree,
                                    const std::string& home);

  // The names of the profiles, in the order of the alphabet.
  std::vector<std::string> profiles() const;

  // Puts the settings of [profile.NAME] in front of the others. Fails (usage) where there is no
  // such profile, naming those that there are. `chosen_by`: the flag or variable that names it.
  Result<void> choose_profile(const std::string& name, const std::string& chosen_by);

  // The tables that count for a command, the first of them most, with whether it is the command's
  // own.
  struct Layer {
    const Table* table;
    bool is_command_s;
  };
  std::vector<Layer> layers(const std::string& command) const;

  const std::string& path() const { return path_; }
  const FileAccess& access() const { return access_; }

private:
  std::string path_;
  FileAccess access_;
  std::string profile_;
  std::map<std::vector<std::string>, Table> tables_;
};

} // namespace syncbell
