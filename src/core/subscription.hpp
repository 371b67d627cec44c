#pragma once

#include "core/ids.hpp"
#include "core/resources.hpp"
#include "core/trigger_kind.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Propexo's webhooks belong to the account. What makes one a subscription of ours stands in its own
// headers, since the API is the only state there is.
namespace syncbell {

// What syncbell keeps in a webhook's headers.
struct SubscriptionMark {
  std::vector<IntegrationId> integrations = {}; // none: it is for all
  std::optional<WallTime> expires = {};         // the end of its lease; nothing: it stays
  std::string run = {}; // of the command that made it: "wait-<16 hex>"; empty: somebody else's

  friend bool operator==(const SubscriptionMark&, const SubscriptionMark&) = default;
};

// The mark in the headers. A lease that cannot be read is none.
SubscriptionMark mark_of(const WebhookSubscription& webhook);

// The headers with that mark: ours are replaced where they stand, added at the end or dropped; all
// others stay as and where they are.
HeaderFields with_mark(HeaderFields headers, const SubscriptionMark& mark);

// Whether the name is one of the three headers of ours.
bool is_mark_header(std::string_view name);

// Whether it carries a lease, and the lease has ended. One that cannot be read never has.
bool has_expired(const WebhookSubscription& webhook, WallTime now);

// The name of one run of a command, from 8 random bytes: "subscribe-<16 hex>".
std::string run_name(std::string_view command, std::string_view random_bytes);

// The fields of a webhook that is to be made.
struct NewSubscription {
  std::string url;
  std::vector<TriggerKind> events;
  std::optional<std::string> model; // of DATA_NEW and DATA_UPDATE
  HeaderFields headers;
  Secret secret; // empty: Propexo makes one
  bool active = true;
};

// What is to change of a webhook; what is absent stays as it is.
struct SubscriptionChange {
  std::optional<std::string> url = {};
  std::optional<std::vector<TriggerKind>> events = {};
  std::optional<std::string> model = {};
  std::optional<HeaderFields> headers = {}; // all of them: they take the place of the old
  std::optional<Secret> secret = {};
  std::optional<bool> active = {};

  bool empty() const;
};

// Of the webhooks that the run made the oldest (by created_at, then id), or null. There are several
// only where a create was repeated without need.
const WebhookSubscription* oldest_of_run(const std::vector<WebhookSubscription>& webhooks,
                                         std::string_view run);

// Which of two is the older: by created_at, then by id; one without a time is younger.
bool is_older(const WebhookSubscription& left, const WebhookSubscription& right);

} // namespace syncbell
