#include "commands/subscribe.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/interruption.hpp"
#include "commands/subscribe/plan.hpp"
#include "commands/subscribe/registration.hpp"
#include "commands/subscribe/wanted.hpp"
#include "core/printable.hpp"
#include "output/subscribe_view.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

void warn_of_doubles(const std::vector<WebhookSubscription>& doubles, Console& console) {
  std::string ids;
  for (const WebhookSubscription& webhook : doubles)
    ids += " " + printable(webhook.id.text());
  if (ids.empty()) return;
  console.warn("there is the same subscription once more, so that events come twice; unless "
               "another run is just taking it back: syncbell unsubscribe" +
               ids + " --yes");
}

std::string shown(const SubscribeAnswer& answer, const SubscribeOptions& options,
                  Environment& environment) {
  return options.output.json ? encode_subscribe_answer(answer)
                             : subscribe_answer_text(answer, view_settings(environment));
}

// A secret that was made to be shown and could not be is known to nobody; so its webhook goes too.
ExitStatus finish(const Registered& end, PropexoApi& api, const SubscribeOptions& options,
                  Environment& environment, ConsoleSession& session) {
  SubscribeAnswer answer{end.webhook, end.created, end.updated};
  if (end.secret && end.secret->is_shown()) answer.secret = end.secret->secret();
  const ExitStatus status = session.finish(shown(answer, options, environment));
  if (status == ExitStatus::done || !answer.secret) return status;
  const Result<bool> removed = api.remove_webhook(end.webhook.id, {});
  session.console().note(removed ? "its secret is lost, so the webhook was removed again"
                                 : "its secret is lost; remove the webhook: syncbell unsubscribe " +
                                       end.webhook.id.text() + " --yes");
  return status;
}

} // namespace

void describe(CLI::App& app, SubscribeOptions& options) {
  add_integrations(app, "INTEGRATION", options.integrations,
                   "IDs of the integrations it is for; without any, all");
  add_url(app, "--url", options.url, "Where Propexo is to send the events")
      ->required()
      ->group("Subscription");
  add_events(app, "--event", options.events, "Events to send (FIRST_SYNC_COMPLETE,SYNC_COMPLETE)")
      ->group("Subscription");
  app.add_option("--model", options.model, "Only of this model: with DATA_NEW and DATA_UPDATE")
      ->check(not_empty())
      ->type_name("MODEL")
      ->group("Subscription");
  add_custom_headers(app, "--header", options.headers,
                     "A header to travel with every event, which can be repeated")
      ->group("Subscription");
  add_duration(app, "--lease", options.lease,
               "Let unsubscribe --expired remove it after this time; a repeat renews it")
      ->check(not_zero())
      ->group("Subscription");
  app.add_flag("--inactive", options.inactive, "Make it without sending events yet")
      ->group("Subscription");
  auto* file = app.add_option("--secret-file", options.secret_file,
                              "File that holds the signing secret; - is standard input (else "
                              "PROPEXO_WEBHOOK_SECRET, else one is generated)")
                   ->check(not_empty())
                   ->type_name("FILE")
                   ->group("Subscription");
  auto* out = app.add_option("--secret-out", options.secret_out,
                             "Write a generated secret to this new file instead of showing it")
                  ->check(not_empty())
                  ->check(no_stream())
                  ->excludes(file)
                  ->type_name("FILE")
                  ->group("Subscription");
  app.add_flag("--force", options.force, "Let --secret-out overwrite a file")
      ->needs(out)
      ->group("Subscription");
  app.add_flag("--dry-run", options.dry_run, "Show what would be sent, and send nothing");
  describe(app, options.api);
  describe(app, options.output);
}

ExitStatus run(const SubscribeOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Console& console = session.console();
  // Before signals are watched, as it may read standard input, which only a signal could end.
  Result<WantedSubscription> wanted = wanted_from(options, environment, console);
  if (!wanted) return session.fail(wanted.error());
  Result<ApiSession> api = require_api_session(options.api, environment, console);
  if (!api) return session.fail(api.error());
  const Interruption interruption(environment);
  const std::stop_token stop = interruption.token();
  const auto failed = [&](const Error& error) {
    return interruption.status_for(session.fail(error));
  };

  const Result<void> exist = require_integrations(*api->api, wanted->integrations, stop);
  if (!exist) return failed(exist.error());
  if (options.dry_run) {
    const Result<SubscribeAnswer> answer = plan_subscription(*api->api, *wanted, console, stop);
    return answer ? session.finish(shown(*answer, options, environment)) : failed(answer.error());
  }
  Registration registration({*api->api, environment, console}, *std::move(wanted),
                            {options.secret_out, options.force}, stop);
  const Result<Registered> end = registration.carry_out();
  if (!end) return failed(end.error());
  warn_of_doubles(end->doubles, console);
  return finish(*end, *api->api, options, environment, session);
}

} // namespace syncbell
