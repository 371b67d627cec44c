#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"

#include <string_view>
#include <vector>

namespace syncbell {

// Reads the integrations that a COMMAND named on its standard output: one ID a line, or one JSON
// object with "result.id", "id" or "integration_id". Fails (usage) showing what it found instead.
Result<std::vector<IntegrationId>> read_integration_ids(std::string_view output);

} // namespace syncbell
