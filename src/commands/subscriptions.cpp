#include "commands/subscriptions.hpp"

#include "cli/option_types.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "output/subscription_view.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace syncbell {
namespace {

bool is_for_one_of(const WebhookSubscription& webhook, const std::vector<IntegrationId>& wanted) {
  const std::vector<IntegrationId> ids = mark_of(webhook).integrations;
  return std::find_first_of(ids.begin(), ids.end(), wanted.begin(), wanted.end()) != ids.end();
}

Result<std::string> list(PropexoApi& api, const SubscriptionsOptions& options,
                         const ViewSettings& view, Console& console) {
  Result<std::vector<WebhookSubscription>> all = api.webhooks({});
  if (!all) return all.error();
  if (!options.integrations.empty()) {
    std::erase_if(*all, [&options](const WebhookSubscription& webhook) {
      return !is_for_one_of(webhook, options.integrations);
    });
  }
  if (all->empty()) {
    console.note(
        options.integrations.empty()
            ? "there is no webhook in this account and environment"
            : "no webhook in this account and environment is marked for these integrations");
  }
  return options.output.json ? encode_subscriptions(*all) : subscriptions_text(*all, view);
}

Result<std::string> show(PropexoApi& api, const SubscriptionsOptions& options,
                         const ViewSettings& view) {
  const Result<std::optional<WebhookSubscription>> webhook = api.webhook(options.id, {});
  if (!webhook) return webhook.error();
  if (!*webhook) {
    return Error{ErrorKind::not_found, "there is no webhook " + options.id.text(),
                 "syncbell subscriptions lists those of this account and environment"};
  }
  return options.output.json ? encode_subscription(**webhook) : subscription_text(**webhook, view);
}

} // namespace

void describe(CLI::App& app, SubscriptionsOptions& options) {
  auto* id = add_webhook(
      app, "WEBHOOK_ID", [&options](SubscriptionId one) { options.id = std::move(one); },
      "ID of the one to show; without it, all are listed");
  add_integrations(app, "--integration", options.integrations,
                   "List only those that are marked for these integrations")
      ->excludes(id);
  describe(app, options.api);
  describe(app, options.output);
}

ExitStatus run(const SubscriptionsOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Result<ApiSession> api = require_api_session(options.api, environment, session.console());
  if (!api) return session.fail(api.error());
  const ViewSettings view = view_settings(environment);
  const Result<std::string> text = options.id.empty()
                                       ? list(*api->api, options, view, session.console())
                                       : show(*api->api, options, view);
  return text ? session.finish(*text) : session.fail(text.error());
}

} // namespace syncbell
