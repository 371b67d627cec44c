#include "commands/wait/setup.hpp"

#include "commands/credentials.hpp"

namespace syncbell {
namespace {

// How much longer than the wait the lease lasts: the clean-up, and clocks that differ.
constexpr std::chrono::minutes lease_margin{10};
// Of making a subscription, each of several requests: polling needs the same thread.
constexpr int tries_beside_polling = 1;

Error usage(const std::string& message, const std::string& hint) {
  return {ErrorKind::usage, message, hint};
}

// The first of the flags given that are about receiving alone; empty where there is none.
std::string receiving_flag(const WaitOptions& options) {
  const ReceiverOptions& receiver = options.receiver;
  if (!options.save.path.empty()) return "--save";
  if (receiver.path_given) return "--path";
  if (!receiver.port_file.empty()) return "--port-file";
  if (receiver.max_body_bytes != ReceiverOptions{}.max_body_bytes) return "--max-body";
  if (!options.secrets.files.empty()) return "--secret-file";
  return "";
}

// What of the command line cannot be meant, before anything is looked up.
std::optional<Error> contradiction(const WaitOptions& options) {
  if (options.integrations.empty() && options.command.empty()) {
    return usage("there is nothing to wait for",
                 "name integrations (syncbell wait ID…; syncbell integrations lists them), or a "
                 "COMMAND after -- that names them on its standard output");
  }
  if (options.listen_given && !options.listens()) {
    return usage("--listen alone receives nothing: no webhook is sent to it",
                 "add --public-url or --tunnel, and a subscription is made for it; or "
                 "--existing-subscription if one leads here; or leave --listen out and poll");
  }
  if (const std::string flag = receiving_flag(options); !flag.empty() && !options.listens()) {
    return usage(flag + " is about the webhooks that a wait receives, and this one receives none",
                 "add --public-url, --tunnel or --existing-subscription, or leave " + flag +
                     " out");
  }
  const bool webhook_wanted = options.via == WaitVia::webhook || options.via == WaitVia::both;
  if (webhook_wanted && !options.listens()) {
    return usage(std::string("--via ") + (options.via == WaitVia::both ? "both" : "webhook") +
                     " needs an address that Propexo sends to",
                 "add --public-url or --tunnel, or --existing-subscription with --listen where a "
                 "webhook already leads here");
  }
  if (options.via == WaitVia::poll && options.listens()) {
    return usage("--via poll receives no webhooks, and what else is given is for them alone",
                 "leave out --via poll, or --public-url, --tunnel and --existing-subscription");
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

// Of the kinds of events those that this wait is decided by.
std::vector<TriggerKind> events_for(const WaitRules& rules) {
  std::vector<TriggerKind> events{TriggerKind::first_sync_complete};
  if (rules.event == TriggerKind::sync_complete) events.push_back(TriggerKind::sync_complete);
  if (rules.fail_fast) events.push_back(TriggerKind::job_failure);
  return events;
}

Result<LinePlan> plan_line_for(const WaitOptions& options, std::vector<Secret> secrets,
                               const LineWish& wish, Console& console) {
  Result<LinePlan> plan = plan_line(wish, console);
  if (!plan) return plan;
  plan->endpoint.secrets = std::move(secrets);
  plan->ca_file = options.api.ca_file;
  if (options.subscribes()) {
    plan->lease = LeaseTerms{"wait",
                             events_for(options.rules),
                             options.integrations,
                             options.timeout + lease_margin,
                             false,
                             options.via == WaitVia::webhook ? 0 : tries_beside_polling,
                             flags_for_api(options.api)};
  }
  return plan;
}

} // namespace

Result<WaitSetup> set_up_wait(const WaitOptions& options, Environment& environment,
                              Console& console) {
  if (const std::optional<Error> error = contradiction(options)) return *error;
  WaitSetup setup;
  const Result<std::optional<Secret>> token = find_token(options.api, environment, console);
  if (!token) return token.error();
  if (options.subscribes() && !*token) return missing_token();
  if (*token) setup.secrets.push_back(**token);
  setup.polls = *token && options.via != WaitVia::webhook;
  if (setup.polls || options.subscribes()) {
    Result<ApiSession> session =
        open_api_session(options.api, **token, RetryPolicy{.attempts = 2}, environment, console);
    if (!session) return session.error();
    setup.api = *std::move(session);
  }
  if (options.listens()) {
    Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
    if (!secrets) return secrets.error();
    if (secrets->empty() && !options.subscribes()) {
      return usage("there is no signing secret to check deliveries with",
                   "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in --secret-file");
    }
    setup.secrets.insert(setup.secrets.end(), secrets->begin(), secrets->end());
    if (!options.reach.given()) {
      setup.endpoint = EndpointRules{options.receiver.path, *std::move(secrets), false};
    } else {
      Result<LinePlan> line =
          plan_line_for(options, *std::move(secrets),
                        {options.reach, options.receiver,
                         options.subscribes() ? std::optional(setup.api->base) : std::nullopt,
                         environment.settings},
                        console);
      if (!line) return line.error();
      setup.line = *std::move(line);
    }
  }
  const bool polls_by_wish = options.via == WaitVia::poll || options.via == WaitVia::both;
  if (!setup.polls && polls_by_wish) return missing_token();
  if (!setup.polls && !setup.listens()) return nothing_to_listen_to();
  if (const auto reason = needs_api(options); reason && !setup.polls) {
    return usage(*reason + ", and that needs the API",
                 "give a token, and do not pass --via webhook");
  }
  return setup;
}

} // namespace syncbell
