#pragma once

#include "core/resources.hpp"
#include "core/result.hpp"

#include <functional>
#include <string>
#include <vector>

namespace syncbell {

// What creating a webhook exactly once needs to be able to do.
struct CreationSteps {
  std::function<Result<WebhookSubscription>()> post;              // a single try
  std::function<Result<std::vector<WebhookSubscription>>()> list; // all, the inactive ones too
  std::function<Result<bool>(const SubscriptionId&)> remove;
  std::function<bool()> pause; // before another round; false: told to stop
};

struct CreatedWebhook {
  WebhookSubscription webhook;
  bool may_have_doubles = false; // more than one POST was sent: one may yet show or defy deletion
};

// Creates a webhook that carries `run` in its header, and ends with exactly one, whatever becomes
// of the replies: where nobody knows whether a POST was carried out, none is sent again before the
// account was looked through for that run; and after a second POST the doubles of the run that
// turn up are deleted, the oldest kept. Gives up after four rounds and a last look, with the error
// of the last POST. The error tells (may_be_done) where a webhook of that run may have come into
// being all the same.
Result<CreatedWebhook> create_exactly_once(const CreationSteps& steps, const std::string& run);

} // namespace syncbell
