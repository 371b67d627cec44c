#include "cli/setting_rules.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace syncbell {

bool SettingRule::is_shared_with(const std::string& command) const {
  // The mock is no receiver of ours: its --listen is another one.
  return is_shared && (command != "mock" || name == "color");
}

const std::vector<SettingRule>& setting_rules() {
  using Form = SettingRule::Form;
  static const std::vector<SettingRule> rules{
      {"color", true, Form::text, "NO_COLOR"},
      {"api-url", true, Form::text, contract::api_url_variable, {"environment"}},
      {"environment", true, Form::text, contract::environment_variable, {"api-url"}},
      {"token-file", true, Form::file, contract::token_variable, {}, true},
      {"cacert", true, Form::file},
      {"public-url", true, Form::text, "", {"tunnel"}},
      {"tunnel", true, Form::text, "", {"public-url"}},
      {"secret-file", true, Form::files, contract::secret_variable, {}, true},
      {"listen"},
      {"path"},
      {"max-body", false},
      {"timeout", false},
      {"poll-interval", false},
      {"max-failed-jobs", false},
      {"scenario", false, Form::file},
  };
  return rules;
}

const SettingRule* setting_rule(const std::string& name) {
  const std::vector<SettingRule>& rules = setting_rules();
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&name](const SettingRule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

} // namespace syncbell
