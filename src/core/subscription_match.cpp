#include "core/subscription_match.hpp"

#include "core/contract.hpp"
#include "core/url.hpp"

#include <algorithm>
#include <set>

namespace syncbell {
namespace {

bool is_data(std::string_view trigger) {
  return trigger == name_of(TriggerKind::data_new) || trigger == name_of(TriggerKind::data_update);
}

std::set<std::string> event_names(const WebhookSubscription& webhook) {
  std::set<std::string> names;
  for (const WebhookSubscription::Trigger& trigger : webhook.triggers)
    names.insert(trigger.name);
  return names;
}

bool has_model(const WebhookSubscription& webhook, const std::optional<std::string>& model) {
  return std::all_of(webhook.triggers.begin(), webhook.triggers.end(),
                     [&model](const WebhookSubscription::Trigger& trigger) {
                       return !is_data(trigger.name) || trigger.model == model;
                     });
}

bool is_same(const WebhookSubscription& webhook, const WantedSubscription& wanted) {
  std::set<std::string> names;
  for (const TriggerKind event : wanted.events)
    names.insert(name_of(event));
  return !is_of_a_waiting_run(mark_of(webhook)) && event_names(webhook) == names &&
         has_model(webhook, wanted.model) && are_one_url(webhook.url, wanted.url);
}

bool is_of_subscribe(const SubscriptionMark& mark) { return mark.run.starts_with("subscribe-"); }

bool is_for_all(const SubscriptionMark& mark) {
  return !mark.run.empty() && mark.integrations.empty();
}

bool is_better(const WebhookSubscription& left, const WebhookSubscription& right) {
  const bool left_ours = !mark_of(left).run.empty();
  const bool right_ours = !mark_of(right).run.empty();
  return left_ours == right_ours ? is_older(left, right) : left_ours;
}

void add_new(std::vector<IntegrationId>& ids, const std::vector<IntegrationId>& more) {
  for (const IntegrationId& id : more) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
}

std::vector<IntegrationId> merged(const SubscriptionMark& mark, const WantedSubscription& wanted) {
  if (wanted.integrations.empty() || is_for_all(mark)) return {};
  std::vector<IntegrationId> ids = mark.integrations;
  add_new(ids, wanted.integrations);
  return ids;
}

std::optional<WallTime> merged_lease(const SubscriptionMark& mark,
                                     const WantedSubscription& wanted) {
  if (!mark.expires || !wanted.expires) return std::nullopt;
  return std::max(*mark.expires, *wanted.expires);
}

bool has_another_secret(const WebhookSubscription& kept, const WantedSubscription& wanted) {
  return wanted.secret && wanted.secret->reveal() != kept.secret.reveal();
}

// No webhook has such a secret: something stands in its place.
bool is_hidden(const Secret& secret) {
  const std::string& text = secret.reveal();
  return text.size() < contract::shortest_secret || text == redacted ||
         text.find("***") != text.npos;
}

std::string listed(const std::vector<IntegrationId>& ids) {
  std::string text;
  for (const IntegrationId& id : ids)
    text += (text.empty() ? "" : ", ") + id.text();
  return text;
}

} // namespace

std::vector<WebhookSubscription> same_subscriptions(const std::vector<WebhookSubscription>& all,
                                                    const WantedSubscription& wanted) {
  std::vector<WebhookSubscription> same;
  for (const WebhookSubscription& webhook : all) {
    if (is_same(webhook, wanted)) same.push_back(webhook);
  }
  std::sort(same.begin(), same.end(), is_better);
  return same;
}

WantedSubscription together_with(WantedSubscription wanted,
                                 const std::vector<WebhookSubscription>& doubles) {
  for (const WebhookSubscription& webhook : doubles) {
    const SubscriptionMark mark = mark_of(webhook);
    if (!is_of_subscribe(mark) || wanted.integrations.empty()) continue;
    if (is_for_all(mark))
      wanted.integrations.clear();
    else
      add_new(wanted.integrations, mark.integrations);
  }
  return wanted;
}

SubscriptionChange change_to(const WebhookSubscription& kept, const WantedSubscription& wanted) {
  SubscriptionChange change;
  HeaderFields headers = kept.headers;
  for (const HeaderField& field : wanted.headers) {
    if (find_header(headers, field.name) != field.value)
      set_header(headers, field.name, field.value);
  }
  const SubscriptionMark mark = mark_of(kept);
  const SubscriptionMark wished{merged(mark, wanted), merged_lease(mark, wanted), mark.run};
  if (wished != mark) headers = with_mark(std::move(headers), wished);
  if (headers != kept.headers) change.headers = std::move(headers);
  if (wanted.active && !kept.active) change.active = true;
  if (wanted.replaces_secret && has_another_secret(kept, wanted)) change.secret = wanted.secret;
  return change;
}

std::vector<std::string> remarks_on(const WebhookSubscription& kept,
                                    const WantedSubscription& wanted) {
  std::vector<std::string> remarks;
  const SubscriptionMark mark = mark_of(kept);
  if (mark.run.empty()) {
    remarks.emplace_back("it was not made by syncbell; unsubscribe --integration will leave it");
  }
  if (is_for_all(mark) && !wanted.integrations.empty()) {
    remarks.emplace_back("it is for all integrations, and stays so");
  }
  if (wanted.integrations.empty() && !mark.integrations.empty()) {
    remarks.push_back("it was for " + listed(mark.integrations) + ", and is for all from now on");
  }
  if (wanted.expires && !mark.expires) remarks.emplace_back("it has no lease, and gets none");
  if (!wanted.expires && mark.expires) {
    remarks.push_back("its lease (until " + format_timestamp(*mark.expires) + ") was lifted");
  }
  if (!wanted.active && kept.active) remarks.emplace_back("it is active, and stays so");
  return remarks;
}

std::optional<std::string> secret_warning(const WebhookSubscription& kept,
                                          const WantedSubscription& wanted) {
  if (!has_another_secret(kept, wanted) || is_hidden(kept.secret)) return std::nullopt;
  if (wanted.replaces_secret) return "its signing secret is replaced by the one given";
  return "its signing secret is another than the one given, and stays; --secret-file FILE on the "
         "command line replaces it";
}

NewSubscription new_subscription(const WantedSubscription& wanted, const std::string& run,
                                 const Secret& secret) {
  return {wanted.url,
          wanted.events,
          wanted.model,
          with_mark(wanted.headers, {wanted.integrations, wanted.expires, run}),
          wanted.secret.value_or(secret),
          wanted.active};
}

WebhookSubscription planned(const NewSubscription& webhook) {
  WebhookSubscription plan;
  plan.url = webhook.url;
  plan.active = webhook.active;
  for (const TriggerKind event : webhook.events) {
    plan.triggers.push_back(
        {name_of(event), is_data(name_of(event)) ? webhook.model : std::nullopt});
  }
  plan.headers = webhook.headers;
  return plan;
}

WebhookSubscription changed(WebhookSubscription webhook, const SubscriptionChange& change) {
  if (change.headers) webhook.headers = *change.headers;
  if (change.active) webhook.active = *change.active;
  if (change.secret) webhook.secret = *change.secret;
  return webhook;
}

std::optional<std::string> model_of(const WebhookSubscription& webhook) {
  for (const WebhookSubscription::Trigger& trigger : webhook.triggers) {
    if (trigger.model) return trigger.model;
  }
  return std::nullopt;
}

bool is_of_a_waiting_run(const SubscriptionMark& mark) {
  return mark.run.starts_with("wait-") || mark.run.starts_with("listen-");
}

} // namespace syncbell
