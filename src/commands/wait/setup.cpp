#include "commands/wait/setup.hpp"

#include "commands/credentials.hpp"

namespace syncbell {
namespace {

Error usage(const std::string& message, const std::string& hint) {
  return {ErrorKind::usage, message, hint};
}

// What of the command line cannot be meant, before anything is looked up.
std::optional<Error> contradiction(const WaitOptions& options) {
  if (options.integrations.empty() && options.command.empty()) {
    return usage("there is nothing to wait for",
                 "name integrations (syncbell wait ID…; syncbell integrations lists them), or a "
                 "COMMAND after -- that names them on its standard output");
  }
  const bool listens = options.existing_subscription;
  if (options.listen_given && !listens) {
    return usage("--listen alone receives nothing: no webhook is sent to it",
                 "add --existing-subscription if one is, or leave --listen out and poll");
  }
  if (!options.save.path.empty() && !listens) {
    return usage("--save keeps the webhooks that a wait receives, and this one receives none",
                 "add --existing-subscription if one is sent to --listen, or leave --save out");
  }
  const bool webhook_wanted = options.via == WaitVia::webhook || options.via == WaitVia::both;
  if (webhook_wanted && !listens) {
    return usage("--via webhook needs an address that Propexo sends to",
                 "add --existing-subscription with --listen where a webhook already leads here");
  }
  if (options.via == WaitVia::poll && listens) {
    return usage("--via poll and --existing-subscription contradict each other",
                 "leave one of them out");
  }
  return std::nullopt;
}

// What the API is needed for beyond polling.
std::optional<std::string> needs_api(const WaitOptions& options) {
  if (options.rules.every_schedule) return "--schedules all reads the job schedules";
  if (options.start_sync) return "--start-sync asks Propexo to sync";
  if (options.rules.since.kind == Since::Kind::instant) return "--since compares times of syncs";
  return std::nullopt;
}

Error nothing_to_listen_to() {
  return usage(
      "there is neither an API token to poll with nor a listener for webhooks",
      "put a token in PROPEXO_API_TOKEN or --token-file; or receive webhooks with --listen, "
      "--existing-subscription and --secret-file");
}

} // namespace

Result<WaitSetup> set_up_wait(const WaitOptions& options, Environment& environment,
                              Console& console) {
  if (const std::optional<Error> error = contradiction(options)) return *error;
  WaitSetup setup;
  const Result<std::optional<Secret>> token = find_token(options.api, environment, console);
  if (!token) return token.error();
  if (*token && options.via != WaitVia::webhook) {
    Result<ApiSession> session =
        open_api_session(options.api, **token, RetryPolicy{.attempts = 2}, environment, console);
    if (!session) return session.error();
    setup.api = *std::move(session);
  }
  if (options.existing_subscription) {
    Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
    if (!secrets) return secrets.error();
    if (secrets->empty()) {
      return usage("there is no signing secret to check deliveries with",
                   "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in --secret-file");
    }
    setup.endpoint = EndpointRules{options.receiver.path, *std::move(secrets), false};
  }
  const bool polls_by_wish = options.via == WaitVia::poll || options.via == WaitVia::both;
  if (!setup.api && polls_by_wish) return missing_token();
  if (!setup.api && !setup.endpoint) return nothing_to_listen_to();
  if (const auto reason = needs_api(options); reason && !setup.api) {
    return usage(*reason + ", and that needs the API",
                 "give a token, and do not pass --via webhook");
  }
  return setup;
}

} // namespace syncbell
