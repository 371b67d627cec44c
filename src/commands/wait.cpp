#include "commands/wait.hpp"

#include "cli/option_types.hpp"
#include "commands/console_session.hpp"
#include "commands/delivery_saver.hpp"
#include "commands/job_reporter.hpp"
#include "commands/wait/command_run.hpp"
#include "commands/wait/entrance.hpp"
#include "commands/wait/session.hpp"
#include "commands/wait/setup.hpp"
#include "output/wait_job_report.hpp"

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
EndpointEvents endpoint_events(WaitInbox& inbox, DeliverySaver* saver, RejectionTally& rejections,
                               Clock& clock, Console& console) {
  return {[&inbox, saver](const VerifiedDelivery& delivery, const Event& event) {
            if (saver != nullptr && !saver->save(delivery, event)) {
              return ServerReply{500, "the payload could not be saved\n"};
            }
            if (inbox.offer(DeliveryArrived{event})) return ServerReply{200, "received\n"};
            return ServerReply{503, "too many deliveries at once\n"};
          },
          [&](const RawRequest&, const Rejection& rejection) {
            if (rejections.add(rejection, clock.now())) inbox.post(DeliveryRejected{rejection});
          },
          [&console](const std::string& what) { console.warn(what); }};
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
                      WaitDisplay& display, const EntranceTools& tools) {
  std::optional<ApiWorker> worker;
  if (setup.polls) worker.emplace(*setup.api->api, *tools.api_thread, tools.inbox);
  Environment& environment = tools.environment;
  RejectionTally rejections;
  WaitSession session(options, {environment.clock, environment.random, tools.inbox, display,
                                rejections, worker ? &*worker : nullptr});
  const bool has_command = !options.command.empty();
  session.expect(options.integrations,
                 has_command ? std::optional(environment.clock.wall()) : std::nullopt);
  const bool needs_baseline = options.rules.since.kind == Since::Kind::first_look;
  const bool looks_first = !options.integrations.empty() && (!has_command || needs_baseline);
  if (looks_first) session.first_look(!has_command);
  const bool any_will_do = options.rules.event == TriggerKind::first_sync_complete;
  if (session.is_satisfied() && options.start_sync && any_will_do) {
    console.console().note("no sync was asked for, as it is complete already; --event "
                           "SYNC_COMPLETE waits for another");
  }
  if (!session.is_over()) {
    console.console().begin_fold(options.title + ": its course", environment.clock);
  }
  // Outlives the entrance, whose deliveries go to it.
  Result<std::unique_ptr<DeliverySaver>> saver = std::unique_ptr<DeliverySaver>();
  WaitEntrance entrance(options, setup, tools);
  if (setup.listens() && !session.is_over()) {
    saver = open_delivery_saver(options.save.path, environment.clock, console.console());
    if (!saver) session.fail(saver.error());
  }
  if (setup.listens() && !session.is_over()) {
    const EndpointEvents events = endpoint_events(tools.inbox, saver->get(), rejections,
                                                  environment.clock, console.console());
    const Result<bool> opened = entrance.open(events, session, display);
    if (!opened) session.fail(opened.error());
  }
  std::optional<ExitStatus> failed;
  if (has_command && session.may_go_on_to_command()) {
    // A look, or making a subscription, has tried it as well.
    if (!looks_first && !options.subscribes()) session.try_token();
    // A first look that was not waited for would see what COMMAND does.
    if (tools.api_thread) tools.api_thread->cut_short();
    session.forget_requests();
    if (session.may_run_command()) {
      failed = run_command(options, setup.secrets, session, tools.inbox, environment);
    }
  }
  if (session.may_go_on()) session.await_verdicts();
  const WaitAftermath aftermath = entrance.close(!session.is_answered() && !session.failure());
  session.absorb();
  console.console().end_fold();
  const ExitStatus status = session.conclude(aftermath);
  if (display.write_failure() && !session.was_signalled()) {
    console.console().error({ErrorKind::local, "cannot write to standard output: " +
                                                   display.write_failure().message()});
  }
  if (session.failure()) say_failure(*session.failure(), session, console);
  return session.failure() && failed ? *failed : status;
}

// What the options mean once it is known which sources there are.
WaitOptions resolved(WaitOptions options, const WaitSetup& setup) {
  options.rules.confirm_events = setup.polls && options.rules.since.kind != Since::Kind::ever;
  if (setup.line && setup.line->lease && setup.line->endpoint.secrets.empty()) {
    // Our subscription sends no other sync event than those it was made for.
    options.rules.unnamed = options.rules.event;
  }
  if (!options.poll_interval && setup.listens()) options.poll_interval = slow_poll_interval;
  return options;
}

} // namespace

bool uses(const WaitOptions& options, const std::string& setting) {
  if (setting == "public-url" || setting == "tunnel") {
    return options.via != WaitVia::poll && !options.existing_subscription;
  }
  const bool is_for_receiving =
      setting == "secret-file" || setting == "listen" || setting == "path" || setting == "max-body";
  return !is_for_receiving || options.listens();
}

void describe_waiting(CLI::App& app, WaitOptions& options) {
  add_duration(app, "--timeout", options.timeout, "Give up after this time (6h; status 124)")
      ->default_str("6h")
      ->group("What to wait for");
  add_duration(app, "--poll-interval", options.poll_interval,
               "Time between two polls (30s; 5m where webhooks are received)")
      ->default_str("30s; 5m where webhooks are received")
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
               "A webhook of yours leads to --listen already: receive through it, make none")
      ->group("Sources");
  describe(app, options.api);
  describe(app, options.receiver);
  describe(app, options.reach);
  app.get_option("--listen")->each([&options](const std::string&) { options.listen_given = true; });
  describe(app, options.secrets);
  describe(app, options.save);
  describe(app, options.output);
}

namespace {

ExitStatus wait_and_show(const WaitOptions& options, Environment& environment,
                         ConsoleSession& console, WaitDisplay& display) {
  // Before signals are watched, as it may read standard input, which only a signal could end.
  Result<WaitSetup> setup = set_up_wait(options, environment, console.console());
  if (!setup) return console.fail(setup.error());
  WaitInbox inbox(4096);
  LastWords last_words;
  const auto signals = environment.watch_signals([&](int signal) {
    inbox.post(Signalled{signal});
    environment.io.stop_waiting_for_readers(); // the main thread may wait, and then looks for why
  });
  signals->set_last_words([&] {
    if (!last_words.line().empty()) environment.io.write_last_words(last_words.line());
  });
  std::optional<TaskThread> api_thread;
  if (setup->api) api_thread.emplace();
  return run_phases(
      resolved(options, *setup), *setup, console, display,
      {environment, console.console(), inbox, last_words, api_thread ? &*api_thread : nullptr});
}

} // namespace

ExitStatus run(const WaitOptions& given, Environment& environment) {
  WaitOptions options = given;
  if (options.rules.event == TriggerKind::sync_complete && !options.since_given) {
    options.rules.since = {Since::Kind::first_look};
  }
  ConsoleSession console(options.output, environment);
  WaitDisplay display(console.console());
  const ExitStatus status = wait_and_show(options, environment, console, display);
  report_to_job(wait_job_report(options.title, display.results(), status, console.failure()),
                environment, console.console());
  return status;
}

} // namespace syncbell
