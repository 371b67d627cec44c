#include "output/removal_view.hpp"

#include "core/printable.hpp"
#include "core/url.hpp"
#include "output/json_parts.hpp"
#include "output/table.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json row_json(const RemovalRow& row) {
  json events = json::array();
  for (const WebhookSubscription::Trigger& trigger : row.webhook.triggers)
    events.push_back(trigger.name);
  json left = json::array();
  for (const IntegrationId& id : row.left)
    left.push_back(id.text());
  const std::string& url = row.webhook.url;
  return {{"id", row.webhook.id.text()},
          {"result", name_of(row.result)},
          {"url", url.empty() ? json() : json(without_userinfo(url))},
          {"events", std::move(events)},
          {"integrations", std::move(left)},
          {"error", row.error ? json(row.error->message) : json()}};
}

std::string result_text(const RemovalRow& row) {
  switch (row.result) {
  case RemovalResult::removed:
    return "removed";
  case RemovalResult::changed:
    return row.left.empty() ? "kept without our headers" : "kept for the others";
  case RemovalResult::kept:
    return "kept: it was changed meanwhile";
  case RemovalResult::gone:
    return "was gone already";
  case RemovalResult::failed:
    return "failed";
  case RemovalResult::would_remove:
    return "would be removed";
  case RemovalResult::would_change:
    return row.left.empty() ? "would lose our headers" : "would be kept for the others";
  }
  return "";
}

std::string left_text(const RemovalRow& row) {
  std::string text;
  for (const IntegrationId& id : row.left)
    text += (text.empty() ? "" : ",") + printable(id.text());
  return text.empty() ? "-" : text;
}

} // namespace

const char* name_of(RemovalResult result) {
  switch (result) {
  case RemovalResult::removed:
    return "removed";
  case RemovalResult::changed:
    return "changed";
  case RemovalResult::kept:
    return "kept";
  case RemovalResult::gone:
    return "gone";
  case RemovalResult::failed:
    return "failed";
  case RemovalResult::would_remove:
    return "would_remove";
  case RemovalResult::would_change:
    return "would_change";
  }
  return "";
}

std::string encode_removals(const std::vector<RemovalRow>& rows) {
  json list = json::array();
  for (const RemovalRow& row : rows)
    list.push_back(row_json(row));
  return indented(list);
}

std::string removals_text(const std::vector<RemovalRow>& rows, const ViewSettings& settings) {
  Table table({"ID", "RESULT", "URL", "STILL FOR"});
  for (const RemovalRow& row : rows) {
    const std::string url = printable(without_userinfo(row.webhook.url));
    table.add({printable(row.webhook.id.text()), result_text(row), url.empty() ? "-" : url,
               left_text(row)});
  }
  return table.text(settings.width);
}

} // namespace syncbell
