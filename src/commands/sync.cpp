#include "commands/sync.hpp"

#include "cli/option_types.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "output/sync_view.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

ExitStatus request_sync(const SyncOptions& options, Environment& environment) {
  const WaitOptions& what = options.waiting;
  ConsoleSession session(what.output, environment);
  Result<ApiSession> api = require_api_session(what.api, environment, session.console());
  if (!api) return session.fail(api.error());
  const IntegrationId& id = what.integrations.front();
  const Result<void> started = api->api->start_sync(id, what.sync_request, {});
  if (!started) return session.fail(started.error());
  return session.finish(what.output.json ? encode_sync_started(id, what.sync_request.back_sync)
                                         : sync_started_text(id, what.sync_request.back_sync));
}

// A sync that was asked for just now is complete when a completion later than this look is seen.
WaitOptions waiting_for_it(const SyncOptions& options) {
  WaitOptions waiting = options.waiting;
  waiting.title = "syncbell sync";
  waiting.via = WaitVia::poll;
  waiting.start_sync = true;
  waiting.since_given = true;
  waiting.rules.event = TriggerKind::sync_complete;
  waiting.rules.since = {Since::Kind::first_look};
  waiting.rules.back_sync = waiting.sync_request.back_sync;
  return waiting;
}

} // namespace

bool uses(const SyncOptions& options, const std::string& setting) {
  const bool is_for_waiting =
      setting == "timeout" || setting == "poll-interval" || setting == "max-failed-jobs";
  return !is_for_waiting || options.wait;
}

void describe(CLI::App& app, SyncOptions& options) {
  WaitOptions& waiting = options.waiting;
  add_integration(
      app, "INTEGRATION", [&waiting](IntegrationId id) { waiting.integrations = {std::move(id)}; },
      "ID of the integration to sync")
      ->required();
  add_models(app, "--model", waiting.sync_request.models,
             "Sync only these models and what they relate to, such as residents,leases");
  app.add_flag("--back-sync", waiting.sync_request.back_sync,
               "Fetch all history instead; Propexo bills for it");
  auto* wait = app.add_flag("--wait", options.wait, "Block until the sync is complete");
  describe_waiting(app, waiting);
  for (const char* flag : {"--timeout", "--poll-interval", "--max-failed-jobs",
                           "--allow-unfinished", "--fail-fast", "--wait-active"})
    app.get_option(flag)->needs(wait);
  describe(app, waiting.api);
  describe(app, waiting.output);
}

ExitStatus run(const SyncOptions& options, Environment& environment) {
  return options.wait ? run(waiting_for_it(options), environment)
                      : request_sync(options, environment);
}

} // namespace syncbell
