#include "commands/wait.hpp"

#include "cli/option_types.hpp"
#include "commands/console_session.hpp"
#include "commands/delivery_saver.hpp"
#include "commands/wait/session.hpp"
#include "commands/wait/setup.hpp"
#include "wire/command_output.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

void add_since(CLI::App& app, WaitOptions& options) {
  app.add_option_function<std::string>(
         "--since",
         [&options](const std::string& text) {
           options.since_given = true;
           if (text == "now") {
             options.rules.since = {Since::Kind::first_look};
             return;
           }
           const Result<WallTime> time = parse_timestamp(text);
           if (!time) {
             throw CLI::ValidationError("--since", time.error().message + "; " + time.error().hint);
           }
           options.rules.since = {Since::Kind::instant, *time};
         },
         "Count only completions later than this RFC 3339 time, or than the first look (now)")
      ->type_name("TIME|now")
      ->group("What to wait for");
}

void describe_verdict(CLI::App& app, WaitOptions& options) {
  const char* group = "Verdict";
  add_failure_allowance(app, "--max-failed-jobs", options.rules.max_failed_jobs,
                        "More failed jobs than this is unhealthy (status 3)")
      ->group(group);
  app.add_flag("--allow-unfinished", options.rules.allow_unfinished,
               "A sync that Propexo gave up before it was finished is complete too")
      ->group(group);
  app.add_flag("--fail-fast", options.rules.fail_fast,
               "End at the first failed job or the first integration that cannot succeed")
      ->group(group);
  app.add_flag("--wait-active", options.rules.wait_active,
               "Wait also for an integration that is not active yet")
      ->group(group);
}

// The endpoint's threads only save and enqueue; the 200 says that the delivery is kept, where that
// is wanted, and will be judged.
EndpointEvents endpoint_events(WaitInbox& inbox, DeliverySaver* saver) {
  return {[&inbox, saver](const VerifiedDelivery& delivery, const Event& event) {
            if (saver != nullptr && !saver->save(delivery, event)) {
              return ServerReply{500, "the payload could not be saved\n"};
            }
            if (inbox.offer(DeliveryArrived{event})) return ServerReply{200, "received\n"};
            return ServerReply{503, "too many deliveries at once\n"};
          },
          [&inbox](const RawRequest&, const Rejection& rejection) {
            static_cast<void>(inbox.offer(DeliveryRejected{rejection}));
          }};
}

Result<std::vector<IntegrationId>> named_integrations(const ChildEnd& end) {
  if (!end.output_was_cut) return read_integration_ids(end.output);
  return Error{ErrorKind::usage,
               "COMMAND wrote more to standard output than integration IDs can be"};
}

// Runs COMMAND and takes the integrations from its output if none were named. Nothing where all is
// well; else the status to end with, if it is the session's failure that ends it.
std::optional<ExitStatus> run_command(const WaitOptions& options, WaitSession& session,
                                      WaitInbox& inbox, Environment& environment) {
  const bool names_integrations = options.integrations.empty();
  const WallTime begun_at = environment.clock.wall();
  const auto child =
      environment.start_child({options.command, names_integrations},
                              [&inbox](ChildEnd end) { inbox.post(CommandEnded{std::move(end)}); });
  const std::optional<ChildEnd> end = session.await_command();
  session.absorb(); // Ctrl-C on a terminal reaches COMMAND as well as us
  if (!end || session.was_signalled()) return ExitStatus::timed_out; // which one, the session knows
  if (end->status != 0) {
    const std::string why = end->why_not_started.empty()
                                ? "COMMAND ended with status " + std::to_string(end->status)
                                : "COMMAND could not be started: " + end->why_not_started;
    session.fail({ErrorKind::local, why});
    return static_cast<ExitStatus>(end->status);
  }
  if (!names_integrations) return std::nullopt;
  const Result<std::vector<IntegrationId>> ids = named_integrations(*end);
  if (ids)
    session.expect(*ids, begun_at);
  else
    session.fail(ids.error());
  return ids ? std::nullopt : std::optional(ExitStatus::usage);
}

// Results of integrations carry the reason already; where there are none, --json needs its
// document.
void say_failure(const Error& error, const WaitSession& session, ConsoleSession& console) {
  if (session.has_integrations())
    console.console().error(error);
  else
    static_cast<void>(console.fail(error));
}

// The phases in the order of the design; a listener is opened only if the first look leaves
// something to wait for.
ExitStatus run_phases(const WaitOptions& options, WaitSetup& setup, ConsoleSession& console,
                      WaitInbox& inbox, Environment& environment) {
  WaitDisplay display(console.console());
  std::optional<ApiWorker> worker;
  if (setup.api) worker.emplace(*setup.api->api, inbox);
  WaitSession session(options, {environment.clock, environment.random, inbox, display,
                                worker ? &*worker : nullptr});
  const bool has_command = !options.command.empty();
  session.expect(options.integrations,
                 has_command ? std::optional(environment.clock.wall()) : std::nullopt);
  const bool needs_baseline = options.rules.since.kind == Since::Kind::first_look;
  if (!options.integrations.empty() && (!has_command || needs_baseline)) {
    session.first_look(!has_command);
  }
  std::unique_ptr<DeliverySaver> saver;
  std::optional<OpenEndpoint> endpoint;
  if (setup.endpoint && !session.is_over()) {
    auto saves = open_delivery_saver(options.save.path, environment.clock, console.console());
    if (!saves) return console.fail(saves.error());
    saver = *std::move(saves);
    Result<OpenEndpoint> opened = open_endpoint(
        options.receiver, make_endpoint(*setup.endpoint, endpoint_events(inbox, saver.get())),
        environment);
    if (!opened) return console.fail(opened.error());
    endpoint = *std::move(opened);
    session.note_port(endpoint->server->port());
    display.listening(endpoint->url);
  }
  std::optional<ExitStatus> failed;
  if (has_command && !session.is_over()) failed = run_command(options, session, inbox, environment);
  if (!session.is_over() && !failed) session.await_verdicts();
  if (endpoint) endpoint->server->drain();
  session.absorb();
  const ExitStatus status = session.conclude();
  if (display.write_failure()) {
    console.console().error({ErrorKind::local, "cannot write to standard output: " +
                                                   display.write_failure().message()});
  }
  if (session.failure()) say_failure(*session.failure(), session, console);
  return session.failure() && failed ? *failed : status;
}

} // namespace

void describe_waiting(CLI::App& app, WaitOptions& options) {
  add_duration(app, "--timeout", options.timeout, "Give up after this time (6h; status 124)")
      ->group("What to wait for");
  add_duration(app, "--poll-interval", options.poll_interval, "Time between two polls (30s)")
      ->group("Sources");
  describe_verdict(app, options);
}

void describe(CLI::App& app, WaitOptions& options) {
  add_integrations(app, "INTEGRATION", options.integrations, "IDs of the integrations to wait for");
  add_choice(
      app, "--event",
      {name_of(TriggerKind::first_sync_complete), name_of(TriggerKind::sync_complete)},
      [&options](const std::string& name) { options.rules.event = *trigger_kind_named(name); },
      "Which completion to wait for (FIRST_SYNC_COMPLETE)")
      ->group("What to wait for");
  add_since(app, options);
  const auto quorum = [&options](Quorum value) {
    return [&options, value](std::int64_t) { options.quorum = value; };
  };
  auto* all =
      app.add_flag_function("--all", quorum(Quorum::all), "Wait for each integration (default)")
          ->group("What to wait for");
  app.add_flag_function("--any", quorum(Quorum::any), "Wait for the first integration")
      ->excludes(all)
      ->group("What to wait for");
  add_choice(
      app, "--schedules", {"any", "all"},
      [&options](const std::string& choice) { options.rules.every_schedule = choice == "all"; },
      "all: wait for each ACTIVE job schedule of an integration (any)")
      ->group("What to wait for");
  app.add_flag("--start-sync", options.start_sync, "Ask Propexo to sync once all is ready")
      ->group("What to wait for");
  describe_waiting(app, options);
  add_choice(
      app, "--via", {"auto", "poll", "webhook", "both"},
      [&options](const std::string& choice) {
        options.via = choice == "poll"      ? WaitVia::poll
                      : choice == "webhook" ? WaitVia::webhook
                      : choice == "both"    ? WaitVia::both
                                            : WaitVia::automatic;
      },
      "Where to learn of it (auto: polling with a token, webhooks with a listener)")
      ->group("Sources");
  app.add_flag("--existing-subscription", options.existing_subscription,
               "A webhook of yours already leads to --listen: receive through it")
      ->group("Sources");
  describe(app, options.api);
  describe(app, options.receiver);
  app.get_option("--listen")->each([&options](const std::string&) { options.listen_given = true; });
  describe(app, options.secrets);
  describe(app, options.save);
  describe(app, options.output);
}

ExitStatus run(const WaitOptions& given, Environment& environment) {
  WaitOptions options = given;
  if (options.rules.event == TriggerKind::sync_complete && !options.since_given) {
    options.rules.since = {Since::Kind::first_look};
  }
  ConsoleSession console(options.output, environment);
  // Before signals are watched, as it may read standard input, which only a signal could end.
  Result<WaitSetup> setup = set_up_wait(options, environment, console.console());
  if (!setup) return console.fail(setup.error());
  options.rules.confirm_events = setup->api && options.rules.since.kind != Since::Kind::ever;
  WaitInbox inbox(4096);
  const auto signals =
      environment.watch_signals([&inbox](int signal) { inbox.post(Signalled{signal}); });
  return run_phases(options, *setup, console, inbox, environment);
}

} // namespace syncbell
