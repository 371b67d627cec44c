#pragma once

#include "core/resources.hpp"
#include "core/result.hpp"
#include "core/trigger_kind.hpp"

#include <string>
#include <vector>

namespace syncbell {

// For a wait that relied on a webhook it did not make: whether the account has an active one that
// would have told it, and where those lead; without queries, which may hold what is secret.
std::string webhook_report(const Result<std::vector<WebhookSubscription>>& webhooks,
                           TriggerKind event);

} // namespace syncbell
