#include "mock/webhook_registry.hpp"

#include "core/signature.hpp"

#include <algorithm>

namespace syncbell::mock {

bool is_data_trigger(std::string_view name) { return name == "DATA_NEW" || name == "DATA_UPDATE"; }

bool Webhook::has_trigger(std::string_view name) const {
  return std::any_of(triggers.begin(), triggers.end(),
                     [name](const Trigger& trigger) { return trigger.name == name; });
}

Webhook& WebhookRegistry::create(const WebhookInput& input, WallTime now) {
  Webhook& webhook = webhooks_.emplace_back();
  webhook.id = ids_.next("webhook");
  webhook.created_at = webhook.updated_at = now;
  webhook.secret = Secret(digest("the secret of " + webhook.id).substr(0, 40));
  apply(input, webhook);
  return webhook;
}

Webhook* WebhookRegistry::update(std::string_view id, const WebhookInput& input, WallTime now) {
  const auto found = std::find_if(webhooks_.begin(), webhooks_.end(),
                                  [id](const Webhook& webhook) { return webhook.id == id; });
  if (found == webhooks_.end()) return nullptr;
  found->updated_at = now;
  apply(input, *found);
  return &*found;
}

bool WebhookRegistry::remove(std::string_view id) {
  return webhooks_.remove_if([id](const Webhook& webhook) { return webhook.id == id; }) > 0;
}

const Webhook* WebhookRegistry::find(std::string_view id) const {
  const auto found = std::find_if(webhooks_.begin(), webhooks_.end(),
                                  [id](const Webhook& webhook) { return webhook.id == id; });
  return found == webhooks_.end() ? nullptr : &*found;
}

void WebhookRegistry::apply(const WebhookInput& input, Webhook& webhook) {
  if (input.url) webhook.url = *input.url;
  if (input.headers) webhook.headers = *input.headers;
  if (input.active) webhook.active = *input.active;
  if (input.secret && !input.secret->empty()) webhook.secret = *input.secret;
  if (input.triggers) set_triggers(*input.triggers, webhook);
  if (!input.model) return;
  for (Webhook::Trigger& trigger : webhook.triggers) {
    if (is_data_trigger(trigger.name)) trigger.model = input.model;
  }
}

// New data triggers take over the model that the old ones had.
void WebhookRegistry::set_triggers(const std::vector<std::string>& names, Webhook& webhook) {
  std::optional<std::string> model;
  for (const Webhook::Trigger& trigger : webhook.triggers) {
    if (trigger.model) model = trigger.model;
  }
  webhook.triggers.clear();
  for (const std::string& name : names) {
    if (webhook.has_trigger(name)) continue;
    webhook.triggers.push_back(
        {ids_.next("trigger"), name, is_data_trigger(name) ? model : std::nullopt});
  }
}

WebhookInput input_from(const WebhookPlan& plan) {
  WebhookInput input;
  input.url = plan.url;
  input.triggers = plan.triggers;
  input.headers = plan.headers;
  input.active = plan.active;
  input.secret = plan.secret;
  input.model = plan.model;
  return input;
}

} // namespace syncbell::mock
