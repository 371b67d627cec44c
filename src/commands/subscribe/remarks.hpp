#pragma once

#include "core/subscription_match.hpp"
#include "output/console.hpp"

namespace syncbell {

// Tells what the user might not expect of making the webhook what is wanted.
void tell_remarks(const WebhookSubscription& kept, const WantedSubscription& wanted,
                  Console& console);

} // namespace syncbell
