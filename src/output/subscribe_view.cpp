#include "output/subscribe_view.hpp"

#include "output/json_parts.hpp"
#include "output/subscription_view.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json request_json(const std::optional<PlannedRequest>& request) {
  if (!request) return nullptr;
  return {{"method", request->method},
          {"path", request->path},
          {"body", json::parse(request->body, nullptr, false)}};
}

std::string what_happened(const SubscribeAnswer& answer) {
  if (answer.created) return answer.is_plan ? "would be created" : "created";
  if (answer.updated) return answer.is_plan ? "would be updated" : "updated";
  return "unchanged";
}

} // namespace

std::string encode_subscribe_answer(const SubscribeAnswer& answer) {
  const json subscription = subscription_json(answer.webhook);
  json document = {
      {"id", subscription["id"]}, {"created", answer.created}, {"updated", answer.updated}};
  document.update(subscription);
  if (answer.secret) document["secret"] = answer.secret->reveal();
  if (answer.is_plan) {
    document["dry_run"] = true;
    document["request"] = request_json(answer.request);
  }
  return indented(document);
}

std::string subscribe_answer_text(const SubscribeAnswer& answer, const ViewSettings& settings) {
  std::string text = what_happened(answer) + "\n" + subscription_lines(answer.webhook, settings);
  if (answer.secret) text += "secret        " + answer.secret->reveal() + "\n";
  if (answer.request) {
    text += "\n" + answer.request->method + " " + answer.request->path + "\n" +
            answer.request->body + "\n";
  }
  return text;
}

} // namespace syncbell
