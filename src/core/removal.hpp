#pragma once

#include "core/subscription.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// Which webhooks are to go; one way of naming them is used.
struct RemovalChoice {
  std::vector<SubscriptionId> ids;
  std::vector<IntegrationId> integrations;
  std::string url;
  bool expired = false;
};

// What is to be done to one webhook.
struct Removal {
  WebhookSubscription webhook;
  std::optional<HeaderFields> headers; // what it keeps; nothing: it is deleted
  std::vector<IntegrationId> left;     // what it is for afterwards, where it is kept
};

// What the choice means for the webhook; nothing where it does not concern it. By integration, a
// webhook loses what is named; with its last one it is deleted if syncbell made it, and else loses
// our headers. What a running `wait` or `listen` has leased is left to it. Only an id or the url
// reach a webhook that is not ours.
std::optional<Removal> removal_of(const WebhookSubscription& webhook, const RemovalChoice& choice,
                                  WallTime now);

// Whether the webhook is left alone although it is for one of the integrations chosen.
bool is_spared(const WebhookSubscription& webhook, const RemovalChoice& choice);

} // namespace syncbell
