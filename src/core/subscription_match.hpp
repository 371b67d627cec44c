#pragma once

#include "core/subscription.hpp"

#include <optional>
#include <string>
#include <vector>

// Whether a subscription that is asked for exists already, and what is to change of it.
namespace syncbell {

struct WantedSubscription {
  std::string url;
  std::vector<TriggerKind> events;
  std::optional<std::string> model;
  std::vector<IntegrationId> integrations; // none: all
  HeaderFields headers;                    // to be set; others stay
  std::optional<WallTime> expires;         // of the lease; nothing: it is to stay
  std::optional<Secret> secret;            // nothing: generated, or left as it is
  bool replaces_secret = false;            // the secret goes before the one that a webhook has
  bool active = true;                      // whether it is to be active; false: whichever it is
};

// All webhooks of the same url, events and model, the one to keep first: ours before others', the
// older before the younger. What `wait` and `listen` have leased for themselves is never among
// them.
std::vector<WebhookSubscription> same_subscriptions(const std::vector<WebhookSubscription>& all,
                                                    const WantedSubscription& wanted);

// What is wanted together with what the doubles are for, as far as `subscribe` made them: another
// run may be about to merge its own into the one that is kept.
WantedSubscription together_with(WantedSubscription wanted,
                                 const std::vector<WebhookSubscription>& doubles);

// What has to change of the webhook to be what is wanted; empty where it is that already. Its
// integrations are merged: what is for all stays for all, and becomes so where all are wanted.
// A lease is never given to what has none, nor shortened; without one wanted it is lifted.
SubscriptionChange change_to(const WebhookSubscription& kept, const WantedSubscription& wanted);

// What the user might not expect of that change, a sentence each.
std::vector<std::string> remarks_on(const WebhookSubscription& kept,
                                    const WantedSubscription& wanted);

// What becomes of a given secret where the webhook has another. Nothing where it has the same one,
// and where the API does not show which it has.
std::optional<std::string> secret_warning(const WebhookSubscription& kept,
                                          const WantedSubscription& wanted);

// The webhook to be made where there is none; `secret` serves where none is given.
NewSubscription new_subscription(const WantedSubscription& wanted, const std::string& run,
                                 const Secret& secret);

// How webhooks will stand: for showing what is only planned.
WebhookSubscription planned(const NewSubscription& webhook);
WebhookSubscription changed(WebhookSubscription webhook, const SubscriptionChange& change);

// The model of its data triggers, if they have one.
std::optional<std::string> model_of(const WebhookSubscription& webhook);

// Whether `wait` or `listen` made it for the time they run.
bool is_of_a_waiting_run(const SubscriptionMark& mark);

} // namespace syncbell
