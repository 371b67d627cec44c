#include "wire/webhook_request_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using Json = nlohmann::ordered_json;

Json triggers_json(const std::vector<TriggerKind>& events) {
  Json names = Json::array();
  for (const TriggerKind event : events)
    names.push_back(name_of(event));
  return names;
}

Json headers_json(const HeaderFields& headers) {
  Json list = Json::array();
  for (const HeaderField& field : headers)
    list.push_back({{"header", field.name}, {"value", field.value}});
  return list;
}

std::string dumped(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

// `active` is always sent: Propexo makes webhooks inactive unless told otherwise.
std::string encode_new_webhook(const NewSubscription& webhook) {
  Json body = {{"url", webhook.url}, {"triggers", triggers_json(webhook.events)}};
  if (webhook.model) body["model"] = *webhook.model;
  if (!webhook.headers.empty()) body["headers"] = headers_json(webhook.headers);
  if (!webhook.secret.empty()) body["secret"] = webhook.secret.reveal();
  body["active"] = webhook.active;
  return dumped(body);
}

std::string encode_webhook_change(const SubscriptionChange& change) {
  Json body = Json::object();
  if (change.url) body["url"] = *change.url;
  if (change.events) body["triggers"] = triggers_json(*change.events);
  if (change.model) body["model"] = *change.model;
  if (change.headers) body["headers"] = headers_json(*change.headers);
  if (change.secret) body["secret"] = change.secret->reveal();
  if (change.active) body["active"] = *change.active;
  return dumped(body);
}

} // namespace syncbell
