#include "output/subscription_view.hpp"

#include "core/printable.hpp"
#include "core/subscription_match.hpp"
#include "core/url.hpp"
#include "output/json_parts.hpp"
#include "output/table.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

// What the account knows of it beyond what subscribing is about.
json listed_json(const WebhookSubscription& webhook) {
  json document = subscription_json(webhook);
  document["run"] = text_or_null(mark_of(webhook).run);
  document["system"] = text_or_null(webhook.system);
  document["created_at"] = or_null(webhook.created_at);
  return document;
}

std::string events_text(const WebhookSubscription& webhook, const std::string& glue) {
  std::string text;
  for (const WebhookSubscription::Trigger& trigger : webhook.triggers)
    text += (text.empty() ? "" : glue) + printable(trigger.name);
  return text;
}

bool is_marked(const WebhookSubscription& webhook) {
  return mark_of(webhook) != SubscriptionMark{};
}

// For which integrations it is; nothing where syncbell has not marked it.
std::string integrations_text(const WebhookSubscription& webhook, const std::string& glue) {
  const SubscriptionMark mark = mark_of(webhook);
  if (mark.integrations.empty()) return is_marked(webhook) ? "all" : "";
  std::string text;
  for (const IntegrationId& id : mark.integrations)
    text += (text.empty() ? "" : glue) + printable(id.text());
  return text;
}

std::string url_text(const WebhookSubscription& webhook) {
  return printable(without_userinfo(webhook.url));
}

std::string line(const std::string& name, const std::string& value) {
  constexpr std::size_t column = 14;
  return name + std::string(column - name.size(), ' ') + value + "\n";
}

} // namespace

HeaderFields shown_headers(HeaderFields headers) {
  for (HeaderField& field : headers) {
    if (!is_mark_header(field.name)) field.value = redacted;
  }
  return headers;
}

json subscription_json(const WebhookSubscription& webhook) {
  const SubscriptionMark mark = mark_of(webhook);
  json events = json::array();
  for (const WebhookSubscription::Trigger& trigger : webhook.triggers)
    events.push_back(trigger.name);
  json integrations = json::array();
  for (const IntegrationId& id : mark.integrations)
    integrations.push_back(id.text());
  return {{"id", text_or_null(webhook.id.text())},
          {"url", without_userinfo(webhook.url)},
          {"events", std::move(events)},
          {"model", or_null(model_of(webhook))},
          {"integrations", std::move(integrations)},
          {"active", webhook.active},
          {"expires_at", or_null(mark.expires)}};
}

std::string encode_subscriptions(const std::vector<WebhookSubscription>& webhooks) {
  json list = json::array();
  for (const WebhookSubscription& webhook : webhooks)
    list.push_back(listed_json(webhook));
  return indented(list);
}

std::string encode_subscription(const WebhookSubscription& webhook) {
  json document = listed_json(webhook);
  json headers = json::array();
  for (const HeaderField& field : shown_headers(webhook.headers))
    headers.push_back({{"header", field.name}, {"value", field.value}});
  document["headers"] = std::move(headers);
  return indented(document);
}

std::string subscriptions_text(const std::vector<WebhookSubscription>& webhooks,
                               const ViewSettings& settings) {
  Table table({"ID", "URL", "EVENTS", "INTEGRATIONS", "STATE", "LEASE"});
  for (const WebhookSubscription& webhook : webhooks) {
    const std::string integrations = integrations_text(webhook, ",");
    table.add({printable(webhook.id.text()), url_text(webhook), events_text(webhook, ","),
               integrations.empty() ? "-" : integrations, webhook.active ? "active" : "inactive",
               lease_text(mark_of(webhook).expires, settings)});
  }
  if (table.fits(settings.width)) return table.text({});
  // A URL that is cut off looks like the next one.
  std::string text;
  for (const WebhookSubscription& webhook : webhooks)
    text += (text.empty() ? "" : "\n") + subscription_lines(webhook, settings);
  return text;
}

std::string subscription_lines(const WebhookSubscription& webhook, const ViewSettings& settings) {
  const std::string integrations = integrations_text(webhook, ", ");
  std::string text = webhook.id.empty() ? "" : line("id", printable(webhook.id.text()));
  text += line("url", url_text(webhook)) + line("events", events_text(webhook, ", "));
  if (const auto model = model_of(webhook)) text += line("model", printable(*model));
  return text + line("integrations", integrations.empty() ? "not marked" : integrations) +
         line("state", webhook.active ? "active" : "inactive") +
         line("lease", lease_text(mark_of(webhook).expires, settings));
}

std::string subscription_text(const WebhookSubscription& webhook, const ViewSettings& settings) {
  const std::string run = mark_of(webhook).run;
  std::string text = subscription_lines(webhook, settings) +
                     line("made by", run.empty() ? "not syncbell" : printable(run)) +
                     line("created", webhook.created_at ? past_text(webhook.created_at, settings)
                                                        : std::string("unknown"));
  if (webhook.headers.empty()) return text + "no headers\n";
  Table table({"HEADER", "VALUE"});
  for (const HeaderField& field : shown_headers(webhook.headers))
    table.add({printable(field.name), printable(field.value)});
  return text + "\n" + table.text(settings.width);
}

} // namespace syncbell
