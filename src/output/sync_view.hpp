#pragma once

#include "core/ids.hpp"

#include <string>

namespace syncbell {

// The answer of `sync`: what was started.
std::string encode_sync_started(const IntegrationId& integration, bool back_sync);
std::string sync_started_text(const IntegrationId& integration, bool back_sync);

} // namespace syncbell
