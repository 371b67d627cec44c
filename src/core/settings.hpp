#pragma once

#include <string>
#include <vector>

namespace syncbell {

// A setting that a run uses. A secret has `redacted` for its value.
struct EffectiveSetting {
  std::string name; // of its flag, without the dashes
  std::string value;
  std::string source;         // "--listen", "PROPEXO_API_URL", "FILE:LINE", "default"
  bool is_configured = false; // it stands in the configuration
};

// The settings of a run, and where each came from: flag, environment, configuration, default.
struct Settings {
  std::vector<EffectiveSetting> all = {};

  // What an error about a setting begins with: its flag, or where the configuration says it.
  std::string place_of(const std::string& name) const;
  // Whether the configuration says it.
  bool is_configured(const std::string& name) const;
  // Where its value came from; the flag where nothing is known of it.
  std::string source_of(const std::string& name) const;
};

} // namespace syncbell
