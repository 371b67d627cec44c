#pragma once

#include "core/subscription.hpp"

#include <string>

namespace syncbell {

// The bodies of POST /v1/webhooks/ and PUT /v1/webhooks/{id}. The secret stands in them in clear:
// they are for the API alone.
std::string encode_new_webhook(const NewSubscription& webhook);
std::string encode_webhook_change(const SubscriptionChange& change);

} // namespace syncbell
