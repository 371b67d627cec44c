#pragma once

#include "mock/issues.hpp"
#include "mock/webhook_registry.hpp"

#include <string_view>

namespace syncbell::mock {

// Reads the body of POST /v1/webhooks/ as the reference has it: url and triggers are needed, a
// secret has at least 10 characters, a model goes with DATA_* triggers only, other keys are
// refused. Notes what is wrong.
WebhookInput read_new_webhook(std::string_view body, Issues& issues);

// The same for PUT /v1/webhooks/{id}: any part may be left out, and the trigger JOB_SUCCESS is
// known. `current` is the webhook as it is.
WebhookInput read_webhook_update(std::string_view body, const Webhook& current, Issues& issues);

} // namespace syncbell::mock
