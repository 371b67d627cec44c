#include "commands/listen/entrance.hpp"

#include "core/printable.hpp"

namespace syncbell {
namespace {

// A lease without a timeout: renewed at its half while the listener runs.
constexpr std::chrono::hours renewed_lease{24};
// How much longer than the timeout a lease lasts: the clean-up, and clocks that differ.
constexpr std::chrono::minutes lease_margin{10};

LeaseTerms lease_for(const ListenOptions& options) {
  LeaseTerms terms;
  terms.command = "listen";
  for (const TriggerKind kind : all_trigger_kinds) {
    if (options.events.contains(name_of(kind))) terms.events.push_back(kind);
  }
  if (terms.events.empty()) {
    terms.events = {TriggerKind::first_sync_complete, TriggerKind::sync_complete};
  }
  terms.integrations = options.integrations;
  terms.length = options.timeout ? *options.timeout + lease_margin : Duration{renewed_lease};
  terms.is_renewed = !options.timeout;
  terms.api_flags = flags_for_api(options.api);
  return terms;
}

} // namespace

Result<ListenRoute> plan_route(const ListenOptions& options, EndpointRules endpoint,
                               Environment& environment, Console& console) {
  ListenRoute route{std::move(endpoint)};
  if (options.subscribe && !options.reach.given()) {
    return Error{ErrorKind::usage, "--subscribe needs an address at which Propexo reaches us",
                 "add --public-url URL, or --tunnel with the command of a tunnel"};
  }
  if (options.subscribe) {
    Result<ApiSession> api = require_api_session(options.api, environment, console);
    if (!api) return api.error();
    route.api = *std::move(api);
  }
  if (!options.reach.given()) return route;
  Result<LinePlan> line =
      plan_line({options.reach, options.receiver,
                 route.api ? std::optional(route.api->base) : std::nullopt, environment.settings},
                console);
  if (!line) return line.error();
  route.line = *std::move(line);
  route.line->endpoint = route.endpoint;
  route.line->ca_file = options.api.ca_file;
  if (options.subscribe) route.line->lease = lease_for(options);
  return route;
}

Result<void> ListenEntrance::open(const ReceiverOptions& options, const EndpointEvents& events) {
  Environment& environment = tools_.environment;
  if (route_.api) api_thread_.emplace();
  if (route_.line) {
    Inbox<ListenMessage>& inbox = tools_.inbox;
    line_.emplace(*route_.line, events,
                  LineTools{environment, route_.api ? route_.api->api.get() : nullptr,
                            api_thread_ ? &*api_thread_ : nullptr, tools_.last_words,
                            [&inbox](LineEvent event) { inbox.post(std::move(event)); }});
  }
  Result<OpenEndpoint> opened =
      open_endpoint(options, line_ ? line_->handler() : make_endpoint(route_.endpoint, events),
                    watch_of(events), environment);
  if (!opened) return opened.error();
  endpoint_ = *std::move(opened);
  if (!line_) {
    tools_.display.ready(endpoint_->url);
    return {};
  }
  tools_.display.opened(endpoint_->url);
  line_->start(options.address, endpoint_->server->port());
  return {};
}

std::optional<Error> ListenEntrance::hear(const LineEvent& event) {
  if (const auto* ready = std::get_if<LineReady>(&event)) {
    is_line_ready_ = true;
    tools_.display.reached(endpoint_->url, ready->access);
  }
  if (const auto* news = std::get_if<LineNews>(&event)) tools_.console.note(printable(news->what));
  if (const auto* failed = std::get_if<LineFailed>(&event)) return failed->error;
  const auto* lost = std::get_if<LineLost>(&event);
  if (lost == nullptr) return std::nullopt;
  if (lost->for_good) return lost->reason; // nothing would be heard any more
  tools_.console.warn(printable(lost->reason.message));
  return std::nullopt;
}

Instant ListenEntrance::look_after(Instant now) {
  return line_ ? line_->look_after(now) : Instant::max();
}

std::optional<std::string> ListenEntrance::close(const std::function<void()>& stop_waiting) {
  const LineEnd end = line_ ? line_->close(false) : LineEnd{};
  stop_waiting();
  if (end.error) tools_.console.warn(left_behind_text(end));
  if (endpoint_) {
    endpoint_->port_file.remove();
    endpoint_->server->drain();
  }
  return line_ && route_.api ? std::optional(end.left_behind) : std::nullopt;
}

} // namespace syncbell
