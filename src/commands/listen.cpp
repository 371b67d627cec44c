#include "commands/listen.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/credentials.hpp"
#include "commands/listen/entrance.hpp"
#include "commands/reception.hpp"
#include "commands/webhook_endpoint.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

Result<EndpointRules> endpoint_rules(const ListenOptions& options, Environment& environment,
                                     Console& console) {
  Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
  if (!secrets) return secrets.error();
  if (secrets->empty() && !options.allow_unsigned && !options.subscribe) {
    return Error{ErrorKind::usage, "there is no signing secret to check deliveries with",
                 "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in a file given with "
                 "--secret-file, have a subscription made with --subscribe, or accept anything "
                 "with --allow-unsigned"};
  }
  return EndpointRules{options.receiver.path, *std::move(secrets), options.allow_unsigned};
}

// What was received would be sent back to us, received, sent back…
std::optional<Error> loop_error(const ListenOptions& options) {
  if (options.forward.url.empty()) return std::nullopt;
  const Result<Url> url = parse_url(options.forward.url);
  if (!url || !url->is_loopback() || url->port != options.receiver.address.port)
    return std::nullopt;
  return Error{ErrorKind::usage, "--forward-to leads back to this listener",
               "give the address of your service, or another --listen"};
}

ReceptionRules reception_rules(const ListenOptions& options) {
  const EventFilter filter{options.events,
                           {options.integrations.begin(), options.integrations.end()}};
  return {filter, options.follow ? std::nullopt : std::optional(options.count), options.dedupe,
          options.respond};
}

std::unique_ptr<Forwarder> make_forwarder(const ListenOptions& options, Environment& environment,
                                          ListenDisplay& display) {
  if (options.forward.url.empty()) return nullptr;
  return std::make_unique<Forwarder>(options.forward,
                                     open_transport(options.api.ca_file, environment),
                                     environment.clock, display);
}

// Why the listening ended.
struct ListenEnd {
  Outcome outcome = Outcome::satisfied;
  ExitStatus status = ExitStatus::done;
  std::optional<Error> error = std::nullopt;
};

ListenEnd failed_with(const Error& error) {
  return {Outcome::error, exit_status_of(error.kind), error};
}

// What a message means for the listening, if it ends it.
std::optional<ListenEnd> end_by(const ListenMessage& message, ListenEntrance& entrance) {
  if (const auto* signal = std::get_if<SignalArrived>(&message)) {
    return ListenEnd{Outcome::interrupted, exit_status_of_signal(signal->signal)};
  }
  if (const auto* closed = std::get_if<OutputClosed>(&message)) {
    return failed_with(
        {ErrorKind::local, "cannot write to standard output: " + closed->reason.message(),
         "whoever reads it has gone; the sender was answered 500 and will try again"});
  }
  const auto* event = std::get_if<LineEvent>(&message);
  const std::optional<Error> failure = event != nullptr ? entrance.hear(*event) : std::nullopt;
  return failure ? std::optional(failed_with(*failure)) : std::nullopt;
}

// What the main thread of a listener works with.
struct Listening {
  Inbox<ListenMessage>& inbox;
  Clock& clock;
  ListenDisplay& display;
  RejectionTally& rejections;
};

ListenEnd await_end(const ListenOptions& options, const Listening& with, ListenEntrance& entrance) {
  const auto& [inbox, clock, display, rejections] = with;
  const Instant deadline = options.timeout ? clock.now() + *options.timeout : Instant::max();
  for (int answered = 0; options.follow || answered < options.count;) {
    const Instant due = std::min(entrance.look_after(clock.now()), rejections.next_sum());
    const std::optional<ListenMessage> message = inbox.take_until(std::min(deadline, due));
    for (const RejectionCount& sum : rejections.take_sums(clock.now()))
      display.rejected(sum);
    if (!message && clock.now() < deadline) continue;
    if (!message) return {Outcome::timed_out, ExitStatus::timed_out};
    if (std::holds_alternative<DeliveryAnswered>(*message)) ++answered;
    if (std::optional<ListenEnd> end = end_by(*message, entrance)) return *std::move(end);
  }
  return {};
}

// What was taken while we were already leaving counts all the same.
ListenEnd reconsidered(ListenEnd end, const ListenOptions& options, int taken) {
  if (!options.follow && taken >= options.count) return {};
  return end;
}

std::string shortfall(const ListenOptions& options, int taken, bool was_reached) {
  const std::string wanted = options.follow ? "" : " of " + std::to_string(options.count);
  return "gave up after " + format_duration(*options.timeout) + " with " + std::to_string(taken) +
         wanted + " deliveries" + (was_reached ? "" : "; no webhook could be received yet");
}

CLI::Option* describe_forwarding(CLI::App& app, ForwardOptions& options) {
  auto* forward = add_target(app, "--forward-to", options.url,
                             "Pass deliveries on to this URL, and its answers back")
                      ->group("Forwarding");
  add_duration(app, "--forward-timeout", options.timeout,
               "Give the service up after this time and answer 504 (30s)")
      ->check(not_zero())
      ->needs(forward)
      ->group("Forwarding");
  return forward;
}

void describe_selection(CLI::App& app, ListenOptions& options) {
  auto* count = app.add_option("--count", options.count, "End after this many deliveries (1)")
                    ->type_name("N")
                    ->check(between(1, 1'000'000'000))
                    ->group("What to receive");
  app.add_flag("--follow", options.follow, "Go on until stopped")
      ->excludes(count)
      ->group("What to receive");
  add_duration(app, "--timeout", options.timeout, "Give up after this time (status 124)")
      ->group("What to receive");
  add_events(app, "--event", options.events, "Count only these events")->group("What to receive");
  add_integrations(app, "--integration", options.integrations,
                   "Count only deliveries about these integrations")
      ->group("What to receive");
  app.add_flag("--dedupe", options.dedupe, "Count a payload once, however often it is sent")
      ->group("What to receive");
}

EndpointEvents events_for(Reception& reception, const Listening& with, Console& console) {
  return {[&reception](const VerifiedDelivery& delivery, const Event& event) {
            return reception.receive(delivery, event);
          },
          [with](const RawRequest& request, const Rejection& rejection) {
            if (!with.rejections.add(rejection, with.clock.now())) return;
            with.display.rejected(request, rejection);
            with.inbox.post(RejectionTold{});
          },
          [&console](const std::string& what) { console.warn(what); }};
}

} // namespace

bool uses(const ListenOptions& options, const std::string& setting) {
  const bool is_for_api =
      setting == "token-file" || setting == "api-url" || setting == "environment";
  return !is_for_api || options.subscribe;
}

void describe(CLI::App& app, ListenOptions& options) {
  describe(app, options.receiver);
  describe(app, options.reach);
  auto* subscribe =
      app.add_flag("--subscribe", options.subscribe,
                   "Make a subscription for --public-url or --tunnel, and remove it at the end")
          ->group("Receiving");
  describe(app, options.secrets);
  app.add_flag("--allow-unsigned", options.allow_unsigned,
               "Without a secret: take deliveries whoever sent them")
      ->excludes(subscribe)
      ->excludes("--secret-file")
      ->group("Receiving");
  auto* respond = app.add_option("--respond", options.respond,
                                 "Status with which accepted deliveries are answered")
                      ->type_name("STATUS")
                      ->check(between(200, 599))
                      ->group("Receiving");
  describe(app, options.save);
  describe_forwarding(app, options.forward)->excludes(respond);
  describe_selection(app, options);
  describe(app, options.api);
  describe(app, options.output);
}

ExitStatus run(const ListenOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Console& console = session.console();
  // Before signals are watched, as it may read standard input, which only a signal could end.
  Result<EndpointRules> rules = endpoint_rules(options, environment, console);
  if (!rules) return session.fail(rules.error());
  if (const std::optional<Error> error = loop_error(options)) return session.fail(*error);
  Result<ListenRoute> route = plan_route(options, *std::move(rules), environment, console);
  if (!route) return session.fail(route.error());
  const Result<std::unique_ptr<DeliverySaver>> saver =
      open_delivery_saver(options.save.path, environment.clock, console);
  if (!saver) return session.fail(saver.error());
  Inbox<ListenMessage> inbox(1024);
  LastWords last_words;
  const auto signals = environment.watch_signals([&](int signal) {
    inbox.post(SignalArrived{signal});
    environment.io.stop_waiting_for_readers(); // the main thread may be one that waits
  });
  signals->set_last_words([&] {
    if (!last_words.line().empty()) environment.io.write_last_words(last_words.line());
  });

  ListenDisplay display(console);
  const auto forwarder = make_forwarder(options, environment, display);
  Reception reception(reception_rules(options), {display, inbox, saver->get(), forwarder.get()});
  RejectionTally rejections;
  const Listening with{inbox, environment.clock, display, rejections};
  ListenEntrance entrance(*route, {environment, console, display, inbox, last_words});
  const Result<void> opened = entrance.open(options.receiver, events_for(reception, with, console));
  if (!opened) return session.fail(opened.error());

  const ListenEnd first_end = await_end(options, with, entrance);
  const std::optional<std::string> left_behind = entrance.close([&] {
    environment.io.stop_waiting_for_readers(); // a sender whose payload is stuck is answered 500
    if (forwarder) forwarder->stop();
  });
  const ListenEnd end = reconsidered(first_end, options, reception.taken());
  const ListenResult result{end.outcome, reception.taken(), rejections.totals(), left_behind};
  if (end.error) {
    if (left_behind && !left_behind->empty()) display.ended(result);
    return session.fail(*end.error);
  }
  if (end.outcome == Outcome::timed_out)
    console.note(shortfall(options, reception.taken(), entrance.is_reached()));
  display.ended(result);
  return end.status;
}

} // namespace syncbell
