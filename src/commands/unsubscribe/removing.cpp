#include "commands/unsubscribe/removing.hpp"

#include <set>

namespace syncbell {
namespace {

WebhookSubscription known_by_id(const SubscriptionId& id) {
  WebhookSubscription webhook;
  webhook.id = id;
  return webhook;
}

RemovalRow failed(const WebhookSubscription& webhook, const Error& error) {
  return {webhook, RemovalResult::failed, mark_of(webhook).integrations, error};
}

// What would fail the same with every further webhook.
bool ends_all(const Error& error) {
  return error.kind == ErrorKind::auth || error.kind == ErrorKind::network ||
         error.kind == ErrorKind::cancelled;
}

void add_settled(const RemovalPlan& plan, std::vector<RemovalRow>& rows) {
  rows.insert(rows.end(), plan.settled.begin(), plan.settled.end());
}

} // namespace

Result<RemovalPlan> Removing::plan(std::stop_token stop) {
  if (!choice_.ids.empty()) return plan_by_id(stop);
  const Result<std::vector<WebhookSubscription>> all = api_.webhooks(stop);
  if (!all) return all.error();
  RemovalPlan plan;
  for (const WebhookSubscription& webhook : *all) {
    if (const auto removal = removal_of(webhook, choice_, clock_.wall())) {
      plan.removals.push_back(*removal);
    }
    if (is_spared(webhook, choice_)) plan.spared.push_back(webhook);
  }
  return plan;
}

Result<RemovalPlan> Removing::plan_by_id(std::stop_token stop) {
  RemovalPlan plan;
  std::set<SubscriptionId> seen;
  for (const SubscriptionId& id : choice_.ids) {
    if (!seen.insert(id).second) continue;
    const Result<std::optional<WebhookSubscription>> webhook = api_.webhook(id, stop);
    if (!webhook && ends_all(webhook.error())) return webhook.error();
    if (!webhook)
      plan.settled.push_back(failed(known_by_id(id), webhook.error()));
    else if (*webhook)
      plan.removals.push_back({**webhook, std::nullopt, {}});
    else
      plan.settled.push_back({known_by_id(id), RemovalResult::gone});
  }
  return plan;
}

std::vector<RemovalRow> Removing::carry_out(const RemovalPlan& plan, std::stop_token stop) {
  std::vector<RemovalRow> rows;
  std::optional<Error> end;
  for (const Removal& removal : plan.removals) {
    rows.push_back(end ? failed(removal.webhook, {end->kind, "not tried: " + end->message})
                       : carry_out_one(removal.webhook, stop));
    const std::optional<Error>& error = rows.back().error;
    if (!end && error && ends_all(*error)) end = error;
  }
  add_settled(plan, rows);
  return rows;
}

RemovalRow Removing::carry_out_one(const WebhookSubscription& webhook, std::stop_token stop) {
  const Result<std::optional<WebhookSubscription>> now = api_.webhook(webhook.id, stop);
  if (!now) return failed(webhook, now.error());
  if (!*now) return {webhook, RemovalResult::gone};
  const std::optional<Removal> removal = removal_of(**now, choice_, clock_.wall());
  if (!removal) return {**now, RemovalResult::kept, mark_of(**now).integrations};
  if (!removal->headers) {
    const Result<bool> removed = api_.remove_webhook(webhook.id, stop);
    if (!removed) return failed(**now, removed.error());
    return {**now, *removed ? RemovalResult::removed : RemovalResult::gone};
  }
  const auto updated = api_.update_webhook(webhook.id, {.headers = removal->headers}, stop);
  if (updated) return {**now, RemovalResult::changed, removal->left};
  if (updated.error().http_status == 404) return {webhook, RemovalResult::gone};
  return failed(**now, updated.error());
}

std::vector<RemovalRow> planned_rows(const RemovalPlan& plan) {
  std::vector<RemovalRow> rows;
  for (const Removal& removal : plan.removals) {
    rows.push_back({removal.webhook,
                    removal.headers ? RemovalResult::would_change : RemovalResult::would_remove,
                    removal.left});
  }
  add_settled(plan, rows);
  return rows;
}

} // namespace syncbell
