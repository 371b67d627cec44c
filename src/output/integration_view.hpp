#pragma once

#include "core/resources.hpp"
#include "output/view_settings.hpp"

#include <string>
#include <vector>

namespace syncbell {

// How integrations are shown: as JSON, or as text for people.

std::string encode_integrations(const std::vector<Integration>& integrations);
std::string encode_integration(const Integration& integration,
                               const std::vector<Schedule>& schedules);

std::string integrations_text(const std::vector<Integration>& integrations,
                              const ViewSettings& settings);
std::string integration_text(const Integration& integration, const std::vector<Schedule>& schedules,
                             const ViewSettings& settings);

} // namespace syncbell
