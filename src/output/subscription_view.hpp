#pragma once

#include "core/resources.hpp"
#include "output/view_settings.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

// How webhook subscriptions are shown: as JSON, or as text for people. Never their secret, nor the
// values of headers that are not ours, which may be credentials.
namespace syncbell {

// An array, the fields of subscription_json() each.
std::string encode_subscriptions(const std::vector<WebhookSubscription>& webhooks);
// One with its headers.
std::string encode_subscription(const WebhookSubscription& webhook);

// A line for each, or where one does not fit the terminal, the lines of subscription_lines().
std::string subscriptions_text(const std::vector<WebhookSubscription>& webhooks,
                               const ViewSettings& settings);
std::string subscription_text(const WebhookSubscription& webhook, const ViewSettings& settings);

// What every document about a subscription says of it: id (null where there is none yet), url,
// events, model, integrations, active, expires_at.
nlohmann::ordered_json subscription_json(const WebhookSubscription& webhook);

// "id  …", "url  …" and so on, a line each.
std::string subscription_lines(const WebhookSubscription& webhook, const ViewSettings& settings);

// The headers as they may be shown: the values of those that are not ours redacted.
HeaderFields shown_headers(HeaderFields headers);

} // namespace syncbell
