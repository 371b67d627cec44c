#pragma once

#include "api/propexo_api.hpp"
#include "core/subscription_match.hpp"
#include "output/console.hpp"
#include "output/subscribe_view.hpp"

#include <stop_token>

namespace syncbell {

// What subscribing would do, and the request it would send, with nothing secret in it. Only reads.
Result<SubscribeAnswer> plan_subscription(PropexoApi& api, const WantedSubscription& wanted,
                                          Console& console, std::stop_token stop);

} // namespace syncbell
