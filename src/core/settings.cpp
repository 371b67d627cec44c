#include "core/settings.hpp"

#include <algorithm>

namespace syncbell {
namespace {

const EffectiveSetting* find(const std::vector<EffectiveSetting>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&name](const auto& setting) { return setting.name == name; });
  return found == all.end() ? nullptr : &*found;
}

} // namespace

std::string Settings::place_of(const std::string& name) const {
  const EffectiveSetting* setting = find(all, name);
  const bool is_configured = setting != nullptr && setting->is_configured;
  return is_configured ? setting->source + ": " + name : "--" + name;
}

std::string Settings::source_of(const std::string& name) const {
  const EffectiveSetting* setting = find(all, name);
  return setting == nullptr ? "--" + name : setting->source;
}

} // namespace syncbell
