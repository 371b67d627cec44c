#include "cli/setting_filler.hpp"

#include "cli/setting_rules.hpp"
#include "core/config_lines.hpp"
#include "core/joined.hpp"
#include "core/secret.hpp"
#include "core/shell_words.hpp"
#include "core/url.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <set>

namespace syncbell {
namespace {

// What may be shown: an address without a password, of a command no more than its program.
std::string shown(const SettingRule& rule, const std::vector<std::string>& values) {
  const std::string text = joined(values);
  if (rule.name == "tunnel") {
    const Result<std::vector<std::string>> words = split_shell_words(text);
    const bool is_known = words && !words->empty() && words->front().find('=') == text.npos;
    return (is_known ? words->front() : "") + (is_known && words->size() == 1 ? "" : " …");
  }
  return rule.name.ends_with("-url") ? without_userinfo(text) : text;
}

class Filler {
public:
  explicit Filler(const FillerInput& input) : input_(input) {
    for (const CLI::Option* option : input.command.get_options()) {
      if (option->count() > 0) typed_.insert(option);
    }
  }

  Result<Settings> fill() {
    for (const SettingRule& rule : setting_rules()) {
      CLI::Option* option = option_named(rule.name);
      if (option == nullptr) continue;
      if (const Result<void> settled = settle(rule, *option); !settled) return settled.error();
    }
    return std::move(settings_);
  }

private:
  CLI::Option* option_named(const std::string& name) const {
    return input_.command.get_option_no_throw("--" + name);
  }

  Result<void> settle(const SettingRule& rule, CLI::Option& option) {
    if (typed_.contains(&option)) {
      settings_.all.push_back({rule.name, shown(rule, option.results()), "--" + rule.name});
      return {};
    }
    if (is_out_of_question(rule, option)) return {};
    if (const std::optional<std::string> value = value_of_variable(rule)) {
      settings_.all.push_back({rule.name, shown(rule, {*value}), rule.variable});
      return {};
    }
    const ConfiguredValue* configured = find(rule);
    if (configured != nullptr) return take(rule, option, *configured);
    if (!option.get_default_str().empty()) {
      settings_.all.push_back({rule.name, option.get_default_str(), "default"});
    }
    return {};
  }

  // The command line or the environment says the contrary, or something else in its place.
  bool is_out_of_question(const SettingRule& rule, const CLI::Option& option) const {
    const std::set<CLI::Option*> excluding = option.get_excludes();
    const bool is_excluded = std::any_of(excluding.begin(), excluding.end(),
                                         [this](auto* other) { return typed_.contains(other); });
    const bool is_answered =
        std::any_of(rule.rivals.begin(), rule.rivals.end(), [&](const std::string& rival) {
          const bool is_in_environment =
              value_of_variable(*setting_rule(rival)) && !value_of_variable(rule);
          return typed_.contains(option_named(rival)) || is_settled(rival) || is_in_environment;
        });
    return is_excluded || is_answered || !input_.is_used(rule.name);
  }

  bool is_settled(const std::string& name) const {
    return std::any_of(settings_.all.begin(), settings_.all.end(),
                       [&name](const auto& setting) { return setting.name == name; });
  }

  // An empty secret is an error where it is looked up, anything else that is empty is not set.
  std::optional<std::string> value_of_variable(const SettingRule& rule) const {
    if (rule.variable.empty()) return std::nullopt;
    const std::optional<std::string> value = input_.variable(rule.variable);
    if (!value || (value->empty() && !rule.guards_secret)) return std::nullopt;
    if (rule.guards_secret) return redacted;
    return rule.name == "color" ? "never" : *value;
  }

  // The first table that says anything to the question.
  const ConfiguredValue* find(const SettingRule& rule) const {
    for (const auto& [table, is_command_s] :
         input_.configuration.layers(input_.command.get_name())) {
      if (!is_command_s && !rule.is_shared_with(input_.command.get_name())) continue;
      if (const auto found = table->find(rule.name); found != table->end()) return &found->second;
      const bool is_answered =
          std::any_of(rule.rivals.begin(), rule.rivals.end(),
                      [table = table](const std::string& name) { return table->contains(name); });
      if (is_answered) return nullptr;
    }
    return nullptr;
  }

  Result<void> take(const SettingRule& rule, CLI::Option& option,
                    const ConfiguredValue& configured) {
    const std::string& path = input_.configuration.path();
    if (rule.guards_secret) {
      if (auto error = readable_by_others(path, input_.configuration.access())) {
        error->message += ", and names files of secrets";
        return *error;
      }
    }
    std::vector<std::string> values = configured.values;
    if (option.get_items_expected_max() == 1)
      values.resize(1); // of several secrets, the one to sign with
    try {
      option.add_result(values);
      option.run_callback();
    } catch (const CLI::ParseError& error) {
      const std::string what = error.what();
      return config_fault(path, configured.line, what.starts_with("--") ? what.substr(2) : what);
    }
    settings_.all.push_back(
        {rule.name, shown(rule, values), path + ":" + std::to_string(configured.line), true});
    return {};
  }

  const FillerInput& input_;
  std::set<const CLI::Option*> typed_;
  Settings settings_;
};

} // namespace

Result<Settings> fill_in(const FillerInput& input) { return Filler(input).fill(); }

} // namespace syncbell
