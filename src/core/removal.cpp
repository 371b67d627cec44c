#include "core/removal.hpp"

#include "core/subscription_match.hpp"
#include "core/url.hpp"

#include <algorithm>

namespace syncbell {
namespace {

template <class T>
bool holds(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool names_one_of(const SubscriptionMark& mark, const RemovalChoice& choice) {
  return std::any_of(mark.integrations.begin(), mark.integrations.end(),
                     [&choice](const IntegrationId& id) { return holds(choice.integrations, id); });
}

std::optional<Removal> without_integrations(const WebhookSubscription& webhook,
                                            const RemovalChoice& choice) {
  SubscriptionMark mark = mark_of(webhook);
  if (!names_one_of(mark, choice) || is_of_a_waiting_run(mark)) return std::nullopt;
  std::erase_if(mark.integrations,
                [&choice](const IntegrationId& id) { return holds(choice.integrations, id); });
  if (!mark.integrations.empty()) {
    return Removal{webhook, with_mark(webhook.headers, mark), mark.integrations};
  }
  if (!mark.run.empty()) return Removal{webhook, std::nullopt, {}};
  return Removal{webhook, with_mark(webhook.headers, {}), {}};
}

} // namespace

std::optional<Removal> removal_of(const WebhookSubscription& webhook, const RemovalChoice& choice,
                                  WallTime now) {
  if (!choice.integrations.empty()) return without_integrations(webhook, choice);
  const bool chosen = choice.expired       ? has_expired(webhook, now)
                      : choice.url.empty() ? holds(choice.ids, webhook.id)
                                           : are_one_url(webhook.url, choice.url);
  return chosen ? std::optional(Removal{webhook, std::nullopt, {}}) : std::nullopt;
}

bool is_spared(const WebhookSubscription& webhook, const RemovalChoice& choice) {
  const SubscriptionMark mark = mark_of(webhook);
  return names_one_of(mark, choice) && is_of_a_waiting_run(mark);
}

} // namespace syncbell
