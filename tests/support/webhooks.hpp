#pragma once

#include "core/subscription.hpp"

#include <string>

namespace syncbell::test {

// A webhook as the account holds it, created at that time of one day.
inline WebhookSubscription webhook_with(const std::string& id, HeaderFields headers = {},
                                        const std::string& created = "08:00:00") {
  WebhookSubscription webhook;
  webhook.id = SubscriptionId(id);
  webhook.url = "https://hooks.example/in";
  webhook.active = true;
  webhook.system = "PRODUCTION";
  webhook.triggers = {{"FIRST_SYNC_COMPLETE", std::nullopt}, {"SYNC_COMPLETE", std::nullopt}};
  webhook.headers = std::move(headers);
  webhook.secret = Secret("s3cr3t-in-clear");
  webhook.created_at = *parse_timestamp("2026-11-23T" + created + "Z");
  return webhook;
}

} // namespace syncbell::test
