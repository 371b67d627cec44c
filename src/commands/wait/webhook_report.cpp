#include "commands/wait/webhook_report.hpp"

#include "core/printable.hpp"
#include "core/url.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t most_named = 3;

// A FIRST_SYNC_COMPLETE ends a wait for SYNC_COMPLETE too.
bool tells(const WebhookSubscription& webhook, TriggerKind event) {
  return webhook.active &&
         std::any_of(webhook.triggers.begin(), webhook.triggers.end(),
                     [event](const WebhookSubscription::Trigger& trigger) {
                       return trigger.name == name_of(event) ||
                              trigger.name == name_of(TriggerKind::first_sync_complete);
                     });
}

std::string place(const WebhookSubscription& webhook) {
  const Result<Url> url = parse_url(webhook.url);
  if (!url) return "somewhere";
  return printable(url->origin() + url->target.substr(0, url->target.find('?')));
}

} // namespace

std::string webhook_report(const Result<std::vector<WebhookSubscription>>& webhooks,
                           TriggerKind event) {
  if (!webhooks) return "whether a webhook is active is not known: " + webhooks.error().message;
  std::vector<std::string> places;
  for (const WebhookSubscription& webhook : *webhooks) {
    if (tells(webhook, event)) places.push_back(place(webhook));
  }
  if (places.empty()) {
    return std::string("the account has no active webhook for ") + name_of(event);
  }
  std::string text = "active webhooks for " + std::string(name_of(event)) + " lead to ";
  for (std::size_t i = 0; i < std::min(places.size(), most_named); ++i)
    text += (i == 0 ? "" : ", ") + places[i];
  if (places.size() > most_named)
    text += " and " + std::to_string(places.size() - most_named) + " more";
  return text;
}

} // namespace syncbell
