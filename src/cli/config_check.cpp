#include "cli/config_check.hpp"

#include "cli/command_tree.hpp"
#include "cli/setting_rules.hpp"
#include "core/config_lines.hpp"
#include "core/joined.hpp"
#include "core/shell_quote.hpp"
#include "core/suggestion.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace syncbell {
namespace {

using Names = std::vector<std::string>;

// As it is written: profile.staging.wait
std::string path_of(const Names& table) { return joined(table, "."); }

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string suggestion(const std::string& name, const Names& known) {
  return did_you_mean(name, {known.begin(), known.end()});
}

bool has_flag(const CLI::App& command, const std::string& name) {
  return command.get_option_no_throw("--" + name) != nullptr;
}

// The commands in whose tables something may stand.
Names commands_with_settings(const CLI::App& tree) {
  Names names;
  for (const CLI::App* command : tree.get_subcommands(nullptr)) {
    if (has_flag(*command, "color")) names.push_back(command->get_name());
  }
  return names;
}

Names commands_with(const std::string& setting, const CLI::App& tree) {
  Names names = commands_with_settings(tree);
  std::erase_if(names, [&](const std::string& name) {
    return !has_flag(*command_named(tree, name), setting);
  });
  return names;
}

// The names that may stand in a command's table; without one, those outside of such tables.
Names settings_of(const CLI::App* command) {
  Names names;
  for (const SettingRule& rule : setting_rules()) {
    if (command == nullptr ? rule.is_shared : has_flag(*command, rule.name))
      names.push_back(rule.name);
  }
  return names;
}

bool is_profile(const Names& table) { return !table.empty() && table.front() == "profile"; }

// The command whose table it is; empty: it is for all of them.
std::string command_of(const Names& table) {
  const std::size_t place = is_profile(table) ? 2 : 0;
  return table.size() > place ? table[place] : "";
}

std::optional<std::string> table_complaint(const Names& table, const CLI::App& tree) {
  const bool is_too_deep = table.size() > (is_profile(table) ? 3U : 1U);
  if (is_too_deep || table == Names{"profile"}) {
    return "[" + path_of(table) + "] is no table of a configuration";
  }
  const Names commands = commands_with_settings(tree);
  const std::string command = command_of(table);
  if (command.empty() || std::find(commands.begin(), commands.end(), command) != commands.end())
    return std::nullopt;
  return "[" + command + "] is no command with settings" + suggestion(command, commands);
}

// "API_Token" and the like, but not the name of a file.
bool names_secret(const std::string& entry) {
  const std::string name = in_small_letters(entry);
  const auto holds = [&name](const char* word) { return name.find(word) != name.npos; };
  return (holds("token") || holds("secret") || holds("password")) && !holds("file");
}

Error secret_in_clear(const ConfigEntry& entry, const ConfigFile& file) {
  const bool is_token = in_small_letters(entry.name).find("token") != std::string::npos;
  std::string hint = "put it alone in a file of mode 600, and name that file: ";
  hint += is_token ? "token-file = \"…\"" : "secret-file = \"…\"";
  if (readable_by_others(file.path, file.access)) {
    hint += "; others could read it here: chmod 600 " + shell_quote(file.path) +
            ", and have another one made";
  }
  return config_fault(file.path, entry.line,
                      entry.name + ": a secret is not kept in the configuration", hint);
}

Error unknown_setting(const ConfigEntry& entry, const ConfigFile& file, const CLI::App& tree) {
  const std::string command = command_of(entry.table);
  const Names known = settings_of(command.empty() ? nullptr : command_named(tree, command));
  const SettingRule* rule = setting_rule(entry.name);
  if (rule != nullptr && command.empty()) { // it is another in each command
    return config_fault(file.path, entry.line, entry.name + " is set for each command by itself",
                        "in [" + joined(commands_with(entry.name, tree), "], [") + "]");
  }
  const std::string where = command.empty() ? "" : " in [" + path_of(entry.table) + "]";
  return config_fault(file.path, entry.line,
                      "unknown setting " + entry.name + where + suggestion(entry.name, known),
                      "settings are " + joined(known));
}

std::optional<std::string> value_complaint(const ConfigEntry& entry, const SettingRule& rule) {
  const Names& values = entry.values;
  if (values.empty() || std::find(values.begin(), values.end(), "") != values.end())
    return "is empty";
  if (values.size() > 1 && rule.form != SettingRule::Form::files)
    return "has one value, not a list";
  const bool is_stream = std::find(values.begin(), values.end(), "-") != values.end();
  if (is_stream && rule.form != SettingRule::Form::text) {
    return "must be a file; standard input is named on the command line only";
  }
  return std::nullopt;
}

} // namespace

std::optional<Error> config_error(const ConfigEntry& entry, const ConfigFile& file,
                                  const CLI::App& tree) {
  if (const auto complaint = table_complaint(entry.table, tree)) {
    return config_fault(file.path, entry.line, *complaint,
                        "tables are [COMMAND], [profile.NAME] and [profile.NAME.COMMAND]");
  }
  if (entry.name.empty()) return std::nullopt;
  const std::string command = command_of(entry.table);
  const Names known = settings_of(command.empty() ? nullptr : command_named(tree, command));
  if (std::find(known.begin(), known.end(), entry.name) == known.end()) {
    return names_secret(entry.name) ? secret_in_clear(entry, file)
                                    : unknown_setting(entry, file, tree);
  }
  if (const auto complaint = value_complaint(entry, *setting_rule(entry.name))) {
    return config_fault(file.path, entry.line, entry.name + " " + *complaint);
  }
  return std::nullopt;
}

} // namespace syncbell
