#include "mock/api_routes.hpp"
#include "mock/issues.hpp"
#include "mock/webhook_input.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Webhook::Trigger& trigger) {
  return {{"id", trigger.id},
          {"trigger", trigger.name},
          {"model", trigger.model ? Json(*trigger.model) : Json(nullptr)}};
}

// The secret stands in clear, as Propexo gives it.
Json to_json(const Webhook& webhook, const std::string& system) {
  Json headers = Json::array();
  for (const HeaderField& field : webhook.headers) {
    headers.push_back({{"header", field.name}, {"value", field.value}});
  }
  Json triggers = Json::array();
  for (const Webhook::Trigger& trigger : webhook.triggers)
    triggers.push_back(to_json(trigger));
  return {{"id", webhook.id},
          {"created_at", format_timestamp(webhook.created_at)},
          {"updated_at", format_timestamp(webhook.updated_at)},
          {"url", webhook.url},
          {"headers", std::move(headers)},
          {"active", webhook.active},
          {"secret", webhook.secret.reveal()},
          {"system", system},
          {"triggers", std::move(triggers)}};
}

MockReply no_such_webhook() { return error_reply(404, "there is no such webhook"); }

} // namespace

MockReply list_webhooks(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  const bool active = read_flag(call.query, "active", issues).value_or(true);
  if (!issues.empty()) return invalid_reply(issues);
  std::vector<const Webhook*> wanted;
  for (const Webhook& each : call.world.webhooks().all()) {
    if (each.active == active) wanted.push_back(&each);
  }
  Json results = Json::array();
  for (const Webhook* each : page_of(wanted, page)) {
    results.push_back(to_json(*each, call.world.system()));
  }
  return list_reply(page, wanted.size(), results);
}

MockReply create_webhook(const ApiCall& call) {
  Issues issues;
  const WebhookInput input = read_new_webhook(call.request.body, issues);
  if (!issues.empty()) return invalid_reply(issues);
  const Webhook& webhook = call.world.webhooks().create(input, call.now);
  return result_reply(to_json(webhook, call.world.system()));
}

MockReply get_webhook(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  if (!issues.empty()) return invalid_reply(issues);
  const Webhook* webhook = call.world.webhooks().find(call.ids[0]);
  if (webhook == nullptr) return item_reply(page, nullptr);
  return item_reply(page, to_json(*webhook, call.world.system()));
}

MockReply update_webhook(const ApiCall& call) {
  const Webhook* current = call.world.webhooks().find(call.ids[0]);
  if (current == nullptr) return no_such_webhook();
  Issues issues;
  const WebhookInput input = read_webhook_update(call.request.body, *current, issues);
  if (!issues.empty()) return invalid_reply(issues);
  const Webhook* updated = call.world.webhooks().update(call.ids[0], input, call.now);
  return result_reply(to_json(*updated, call.world.system()));
}

MockReply delete_webhook(const ApiCall& call) {
  if (!call.world.webhooks().remove(call.ids[0])) return no_such_webhook();
  return result_reply({{"id", call.ids[0]}});
}

} // namespace syncbell::mock
