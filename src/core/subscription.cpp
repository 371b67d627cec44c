#include "core/subscription.hpp"

#include "core/contract.hpp"
#include "core/hex.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace syncbell {
namespace {

constexpr std::array mark_headers{contract::integrations_header, contract::expires_header,
                                  contract::run_header};

// "a, b,,a" to a, b.
std::vector<IntegrationId> read_ids(std::string_view list) {
  std::vector<IntegrationId> ids;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const IntegrationId id{std::string(trimmed(list.substr(0, comma)))};
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return ids;
}

std::string write_ids(const std::vector<IntegrationId>& ids) {
  std::string list;
  for (const IntegrationId& id : ids)
    list += (list.empty() ? "" : ",") + id.text();
  return list;
}

} // namespace

SubscriptionMark mark_of(const WebhookSubscription& webhook) {
  SubscriptionMark mark;
  if (const auto ids = find_header(webhook.headers, contract::integrations_header)) {
    mark.integrations = read_ids(*ids);
  }
  if (const auto text = find_header(webhook.headers, contract::expires_header)) {
    const Result<WallTime> expires = parse_timestamp(trimmed(*text));
    if (expires) mark.expires = *expires;
  }
  mark.run = trimmed(find_header(webhook.headers, contract::run_header).value_or(""));
  return mark;
}

HeaderFields with_mark(HeaderFields headers, const SubscriptionMark& mark) {
  set_header(headers, contract::integrations_header, write_ids(mark.integrations));
  set_header(headers, contract::expires_header,
             mark.expires ? format_timestamp(*mark.expires) : std::string());
  set_header(headers, contract::run_header, mark.run);
  return headers;
}

bool is_mark_header(std::string_view name) {
  return std::any_of(mark_headers.begin(), mark_headers.end(),
                     [name](const char* ours) { return equals_ignoring_case(name, ours); });
}

bool has_expired(const WebhookSubscription& webhook, WallTime now) {
  const std::optional<WallTime> expires = mark_of(webhook).expires;
  return expires && *expires <= now;
}

std::string run_name(std::string_view command, std::string_view random_bytes) {
  return std::string(command) + "-" + to_hex(random_bytes);
}

bool SubscriptionChange::empty() const {
  return !url && !events && !model && !headers && !secret && !active;
}

const WebhookSubscription* oldest_of_run(const std::vector<WebhookSubscription>& webhooks,
                                         std::string_view run) {
  const WebhookSubscription* oldest = nullptr;
  for (const WebhookSubscription& webhook : webhooks) {
    if (run.empty() || mark_of(webhook).run != run) continue;
    if (oldest == nullptr || is_older(webhook, *oldest)) oldest = &webhook;
  }
  return oldest;
}

bool is_older(const WebhookSubscription& left, const WebhookSubscription& right) {
  const auto age = [](const WebhookSubscription& webhook) {
    return std::tuple(!webhook.created_at, webhook.created_at.value_or(WallTime{}), webhook.id);
  };
  return age(left) < age(right);
}

} // namespace syncbell
