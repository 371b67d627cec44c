#include "cli/configuration.hpp"

#include "cli/config_check.hpp"
#include "cli/setting_rules.hpp"
#include "core/config_lines.hpp"
#include "core/joined.hpp"
#include "core/suggestion.hpp"

#include <algorithm>
#include <filesystem>

namespace syncbell {
namespace {

using Names = std::vector<std::string>;

// A file is named from where the configuration is, not from wherever syncbell is run.
std::string resolved(const std::string& path, const std::string& config, const std::string& home) {
  if (path.starts_with("~/") && !home.empty()) return home + path.substr(1);
  return (std::filesystem::path(config).parent_path() / path).string();
}

} // namespace

Result<Configuration> Configuration::read(const ConfigFile& file, const CLI::App& tree,
                                          const std::string& home) {
  Result<std::vector<ConfigEntry>> entries = read_config(file.text, file.path);
  if (!entries) return entries.error();
  Configuration configuration;
  configuration.path_ = file.path;
  configuration.access_ = file.access;
  for (ConfigEntry& entry : *entries) {
    if (const std::optional<Error> error = config_error(entry, file, tree)) return *error;
    Table& table = configuration.tables_[entry.table];
    if (entry.name.empty()) continue;
    if (const auto before = table.find(entry.name); before != table.end()) {
      return config_fault(file.path, entry.line, entry.name + " is set twice",
                          "line " + std::to_string(before->second.line) + " sets it too");
    }
    const SettingRule& rule = *setting_rule(entry.name);
    for (const std::string& rival : rule.rivals) {
      if (!table.contains(rival)) continue;
      return config_fault(file.path, entry.line, entry.name + " does not go with " + rival,
                          "which line " + std::to_string(table[rival].line) + " sets");
    }
    if (rule.form != SettingRule::Form::text) {
      for (std::string& path : entry.values)
        path = resolved(path, file.path, home);
    }
    table[entry.name] = {std::move(entry.values), entry.line};
  }
  return configuration;
}

std::vector<std::string> Configuration::profiles() const {
  std::vector<std::string> names;
  for (const auto& [table, settings] : tables_) {
    if (table.size() < 2 || table[0] != "profile") continue;
    if (names.empty() || names.back() != table[1]) names.push_back(table[1]);
  }
  return names;
}

Result<void> Configuration::choose_profile(const std::string& name, const std::string& chosen_by) {
  const std::vector<std::string> known = profiles();
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    profile_ = name;
    return {};
  }
  const std::string where = path_.empty() ? "there is no configuration with a" : path_ + " has no";
  return Error{ErrorKind::usage,
               chosen_by + ": " + where + " profile '" + name + "'" +
                   did_you_mean(name, {known.begin(), known.end()}),
               known.empty() ? "a profile is a table of the configuration: [profile.NAME]"
                             : "profiles there: " + joined(known)};
}

std::vector<Configuration::Layer> Configuration::layers(const std::string& command) const {
  std::vector<std::pair<Names, bool>> names{{{command}, true}, {{}, false}};
  if (!profile_.empty()) {
    names.insert(names.begin(),
                 {{{"profile", profile_, command}, true}, {{"profile", profile_}, false}});
  }
  std::vector<Layer> layers;
  for (const auto& [name, is_command_s] : names) {
    const auto found = tables_.find(name);
    if (found != tables_.end()) layers.push_back({&found->second, is_command_s});
  }
  return layers;
}

} // namespace syncbell
