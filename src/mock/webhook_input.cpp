#include "mock/webhook_input.hpp"

#include "core/contract.hpp"
#include "core/url.hpp"
#include "mock/body_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> creatable_triggers() {
  std::vector<std::string> names;
  for (const TriggerKind kind : all_trigger_kinds)
    names.emplace_back(name_of(kind));
  return names;
}

std::vector<std::string> updatable_triggers() {
  std::vector<std::string> names = creatable_triggers();
  names.emplace_back("JOB_SUCCESS");
  return names;
}

std::optional<std::string> read_url(const ObjectPlace& place) {
  auto url = text_in(place, "url");
  if (url && !parse_url(*url)) place.issues.push_back(not_a_url({"url"}));
  return url;
}

std::optional<Secret> read_secret(const ObjectPlace& place) {
  const auto secret = text_in(place, "secret");
  if (!secret) return std::nullopt;
  if (secret->size() < contract::shortest_secret) {
    place.issues.push_back(too_short({"secret"}, static_cast<int>(contract::shortest_secret)));
  }
  return Secret(*secret);
}

// Nothing, and an issue, where the name is none of an event.
std::optional<std::string> read_trigger(const Json& name, const std::vector<std::string>& known,
                                        const IssuePath& path, const ObjectPlace& place) {
  if (!name.is_string()) {
    place.issues.push_back(wrong_type(path, "string", name));
    return std::nullopt;
  }
  const auto text = name.get<std::string>();
  if (std::find(known.begin(), known.end(), text) == known.end()) {
    place.issues.push_back(wrong_word(path, known, text));
    return std::nullopt;
  }
  return text;
}

std::optional<std::vector<std::string>> read_triggers(const ObjectPlace& place,
                                                      const std::vector<std::string>& known) {
  const Json* names = array_in(place, "triggers");
  if (names == nullptr) return std::nullopt;
  if (names->empty()) place.issues.push_back(too_few({"triggers"}, 1));
  std::vector<std::string> triggers;
  for (std::size_t i = 0; i < names->size(); ++i) {
    const auto trigger = read_trigger((*names)[i], known, {"triggers", i}, place);
    if (trigger) triggers.push_back(*trigger);
  }
  return triggers;
}

HeaderField read_header(const ObjectPlace& place) {
  require(place, "header", "string");
  require(place, "value", "string");
  HeaderField field{text_in(place, "header").value_or(""), text_in(place, "value").value_or("")};
  allow_only(place, {"header", "value"});
  return field;
}

std::optional<HeaderFields> read_headers(const ObjectPlace& place) {
  const Json* entries = array_in(place, "headers");
  if (entries == nullptr) return std::nullopt;
  HeaderFields headers;
  for (std::size_t i = 0; i < entries->size(); ++i) {
    const IssuePath path{"headers", i};
    const Json& entry = (*entries)[i];
    if (entry.is_object())
      headers.push_back(read_header({entry, path, place.issues}));
    else
      place.issues.push_back(wrong_type(path, "object", entry));
  }
  return headers;
}

WebhookInput read_fields(const ObjectPlace& place, const std::vector<std::string>& known_triggers) {
  WebhookInput input;
  input.url = read_url(place);
  input.headers = read_headers(place);
  input.triggers = read_triggers(place, known_triggers);
  input.active = flag_in(place, "active");
  input.secret = read_secret(place);
  input.model = text_in(place, "model");
  allow_only(place, {"url", "headers", "triggers", "active", "secret", "model"});
  return input;
}

// `triggers`: those the webhook will have.
void check_model(const WebhookInput& input, const std::vector<std::string>& triggers,
                 Issues& issues) {
  if (!input.model || std::any_of(triggers.begin(), triggers.end(), is_data_trigger)) return;
  issues.push_back(custom_issue({"model"}, "A model goes with DATA_NEW or DATA_UPDATE only"));
}

} // namespace

WebhookInput read_new_webhook(std::string_view body, Issues& issues) {
  const Json object = read_object(body, issues);
  if (!issues.empty()) return {};
  const IssuePath top;
  const ObjectPlace place{object, top, issues};
  require(place, "url", "string");
  require(place, "triggers", "array");
  WebhookInput input = read_fields(place, creatable_triggers());
  if (input.triggers) check_model(input, *input.triggers, issues);
  return input;
}

WebhookInput read_webhook_update(std::string_view body, const Webhook& current, Issues& issues) {
  const Json object = read_object(body, issues);
  if (!issues.empty()) return {};
  const IssuePath top;
  WebhookInput input = read_fields({object, top, issues}, updatable_triggers());
  std::vector<std::string> triggers;
  for (const Webhook::Trigger& trigger : current.triggers)
    triggers.push_back(trigger.name);
  check_model(input, input.triggers.value_or(triggers), issues);
  return input;
}

} // namespace syncbell::mock
