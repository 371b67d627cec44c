#include "commands/subscribe/plan.hpp"

#include "commands/subscribe/mark_room.hpp"
#include "commands/subscribe/remarks.hpp"
#include "core/contract.hpp"
#include "core/percent_encoding.hpp"
#include "core/url.hpp"
#include "output/subscription_view.hpp"
#include "wire/webhook_request_json.hpp"

namespace syncbell {
namespace {

PlannedRequest planned_create(NewSubscription webhook) {
  webhook.url = without_userinfo(webhook.url);
  webhook.secret = Secret(redacted);
  webhook.headers = shown_headers(std::move(webhook.headers));
  return {"POST", contract::webhooks_path, encode_new_webhook(webhook)};
}

PlannedRequest planned_change(const SubscriptionId& id, SubscriptionChange change) {
  if (change.secret) change.secret = Secret(redacted);
  if (change.headers) change.headers = shown_headers(*std::move(change.headers));
  return {"PUT", contract::webhooks_path + percent_encode(id.text()),
          encode_webhook_change(change)};
}

} // namespace

Result<SubscribeAnswer> plan_subscription(PropexoApi& api, const WantedSubscription& wanted,
                                          Console& console, std::stop_token stop) {
  const Result<std::vector<WebhookSubscription>> all = api.webhooks(stop);
  if (!all) return all.error();
  const std::vector<WebhookSubscription> same = same_subscriptions(*all, wanted);
  SubscribeAnswer answer;
  answer.is_plan = true;
  if (same.empty()) {
    const NewSubscription webhook =
        new_subscription(wanted, "subscribe-[random]", Secret(redacted));
    if (const auto room = check_mark_room(webhook.headers, console); !room) return room.error();
    answer.webhook = planned(webhook);
    answer.created = true;
    answer.request = planned_create(webhook);
    return answer;
  }
  const WebhookSubscription& kept = same.front();
  const SubscriptionChange change =
      change_to(kept, together_with(wanted, {same.begin() + 1, same.end()}));
  if (const auto room = check_mark_room(change.headers.value_or(HeaderFields{}), console); !room)
    return room.error();
  tell_remarks(kept, wanted, console);
  answer.webhook = changed(kept, change);
  answer.updated = !change.empty();
  if (answer.updated) answer.request = planned_change(kept.id, change);
  return answer;
}

} // namespace syncbell
