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
  return is_configured(name) ? source_of(name) + ": " + name : "--" + name;
}

bool Settings::is_configured(const std::string& name) const {
  const EffectiveSetting* setting = find(all, name);
  return setting != nullptr && setting->is_configured;
}

std::string Settings::source_of(const std::string& name) const {
  const EffectiveSetting* setting = find(all, name);
  return setting == nullptr ? "--" + name : setting->source;
}

} // namespace syncbell
