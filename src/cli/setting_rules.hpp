#pragma once

#include <string>
#include <vector>

namespace syncbell {

// What may stand in the configuration: choices that somebody makes once, not those of a run.
struct SettingRule {
  enum class Form { text, file, files };

  std::string name;                     // of its flag
  bool is_shared = true;                // may stand outside of a command's table
  Form form = Form::text;               // files are named from the configuration's folder
  std::string variable = {};            // of the environment, which comes before the configuration
  std::vector<std::string> rivals = {}; // settings that answer the same question
  bool guards_secret = false;           // the variable is a secret, the file holds one

  // Whether what stands outside of a command's table is for this command.
  bool is_shared_with(const std::string& command) const;
};

// In the order in which they are to be settled: some decide whether others are used.
const std::vector<SettingRule>& setting_rules();

// Nothing where there is no such setting.
const SettingRule* setting_rule(const std::string& name);

} // namespace syncbell
