#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"
#include "output/console.hpp"

namespace syncbell {

// Whether deliveries can carry the integrations that the headers of a webhook name. Warns where
// many servers would refuse them; fails (usage) where most would.
Result<void> check_mark_room(const HeaderFields& headers, Console& console);

} // namespace syncbell
