#pragma once

#include "core/resources.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// How integrations are shown: as JSON, or as text for people.

std::string encode_integrations(const std::vector<Integration>& integrations);
std::string encode_integration(const Integration& integration,
                               const std::vector<Schedule>& schedules);

struct ViewSettings {
  std::optional<std::size_t> width;    // of the terminal; nothing: lines as long as they are
  std::optional<WallTime> relative_to; // shows times as "3h05m ago"; nothing: RFC 3339
};

std::string integrations_text(const std::vector<Integration>& integrations,
                              const ViewSettings& settings);
std::string integration_text(const Integration& integration, const std::vector<Schedule>& schedules,
                             const ViewSettings& settings);

} // namespace syncbell
