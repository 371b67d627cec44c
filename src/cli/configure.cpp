#include "cli/configure.hpp"

#include "core/contract.hpp"

namespace syncbell {
namespace {

// The profile that was asked for and what asks for it; an empty name where nothing does.
EffectiveSetting wanted_profile(const ConfigureInput& input) {
  if (!input.profile.empty()) return {"profile", input.profile, "--profile"};
  return {"profile", input.variable(contract::profile_variable).value_or(""),
          contract::profile_variable};
}

} // namespace

std::vector<std::string> known_profiles(const CLI::App& tree, const Variables& variable) {
  const Result<std::optional<ConfigFile>> file = find_config_file(variable);
  if (!file || !*file) return {};
  const Result<Configuration> read =
      Configuration::read(**file, tree, variable("HOME").value_or(""));
  return read ? read->profiles() : std::vector<std::string>();
}

Result<Settings> configure(const ConfigureInput& input) {
  const Result<std::optional<ConfigFile>> file = find_config_file(input.variable);
  if (!file) return file.error();
  Settings settings;
  Configuration configuration;
  if (*file) {
    const std::string home = input.variable("HOME").value_or("");
    Result<Configuration> read = Configuration::read(**file, input.tree(), home);
    if (!read) return read.error();
    configuration = *std::move(read);
    settings.all.push_back({"configuration", (*file)->path, (*file)->chosen_by});
  }
  const EffectiveSetting profile = wanted_profile(input);
  if (!profile.value.empty()) {
    const Result<void> chosen = configuration.choose_profile(profile.value, profile.source);
    if (!chosen) return chosen.error();
    settings.all.push_back(profile);
  }
  Result<Settings> filled = fill_in({input.command, configuration, input.variable, input.is_used});
  if (!filled) return filled;
  settings.all.insert(settings.all.end(), filled->all.begin(), filled->all.end());
  return settings;
}

} // namespace syncbell
