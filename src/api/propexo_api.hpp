#pragma once

#include "api/api_requester.hpp"
#include "api/webhook_creation.hpp"
#include "core/job_tally.hpp"
#include "core/resources.hpp"
#include "core/subscription.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

struct SyncRequest {
  std::vector<std::string> models; // empty: all
  bool back_sync = false;          // billed by Propexo
};

// The calls of Propexo's API that syncbell makes, typed. Lists follow every page. Every function
// fails with the requester's errors, or (api) where a reply is not as documented. For one thread at
// a time.
class PropexoApi {
public:
  explicit PropexoApi(ApiRequester requester) : requester_(std::move(requester)) {}

  // That the API is there and takes the token, by the smallest request there is.
  Result<void> try_token(std::stop_token stop);
  // All integrations that are not archived. The list does not say whether a sync is running.
  Result<std::vector<Integration>> integrations(std::stop_token stop);
  // Nothing where there is none of that id.
  Result<std::optional<Integration>> integration(const IntegrationId& id, std::stop_token stop);
  // When the API gave its last answer, by its own clock, to the second; nothing where it did not
  // say.
  std::optional<WallTime> answered_at() const { return requester_.answered_at(); }
  Result<std::vector<Schedule>> schedules(const IntegrationId& id, std::stop_token stop);
  // Counts the jobs in the integration's log, reading no further back than the window asks.
  Result<JobCounts> job_counts(const IntegrationId& id, const JobWindow& window,
                               std::stop_token stop);
  // All webhooks of the account, the inactive ones too (the API hides them unless asked).
  Result<std::vector<WebhookSubscription>> webhooks(std::stop_token stop);
  // Nothing where there is none of that id.
  Result<std::optional<WebhookSubscription>> webhook(const SubscriptionId& id,
                                                     std::stop_token stop);
  // Exactly one, whatever becomes of the replies (webhook_creation.hpp), provided that the headers
  // carry a run_header of this run alone. Where the error says may_be_done, the run header finds
  // what has come into being.
  Result<CreatedWebhook> create_webhook(const NewSubscription& webhook, std::stop_token stop);
  Result<WebhookSubscription>
  update_webhook(const SubscriptionId& id, const SubscriptionChange& change, std::stop_token stop);
  // False where it was gone already.
  Result<bool> remove_webhook(const SubscriptionId& id, std::stop_token stop);
  // Asks Propexo to sync now. There is nothing to follow it by but the integration's state.
  Result<void> start_sync(const IntegrationId& id, const SyncRequest& request,
                          std::stop_token stop);

private:
  ApiRequester requester_;
};

} // namespace syncbell
