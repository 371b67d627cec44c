#pragma once

#include "api/propexo_api.hpp"
#include "commands/subscribe.hpp"
#include "core/subscription_match.hpp"
#include "output/console.hpp"

#include <stop_token>
#include <vector>

namespace syncbell {

// What the flags ask for, a given secret included; a lease counts from now. Fails (usage) where
// they do not go together, or as find_secrets does.
Result<WantedSubscription> wanted_from(const SubscribeOptions& options, Environment& environment,
                                       Console& console);

// Fails (not_found) naming all that are not there.
Result<void> require_integrations(PropexoApi& api, std::vector<IntegrationId> ids,
                                  std::stop_token stop);

} // namespace syncbell
