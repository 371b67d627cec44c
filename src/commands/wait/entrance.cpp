#include "commands/wait/entrance.hpp"

#include "commands/wait/webhook_report.hpp"

namespace syncbell {
namespace {

// For asking what webhooks there are: whoever stops a wait does not want to wait for that.
constexpr std::chrono::seconds asking_time{3};

} // namespace

Result<bool> WaitEntrance::open(const EndpointEvents& events, WaitSession& session,
                                WaitDisplay& display) {
  Environment& environment = tools_.environment;
  if (setup_.line) {
    WaitInbox& inbox = tools_.inbox;
    if (setup_.line->lease) { // a first look that was not waited for
      tools_.api_thread->cut_short();
      session.forget_requests();
    }
    line_.emplace(*std::move(setup_.line), events,
                  LineTools{environment, setup_.api ? setup_.api->api.get() : nullptr,
                            tools_.api_thread, tools_.last_words,
                            [&inbox](LineEvent event) { inbox.post(std::move(event)); }});
  }
  Result<OpenEndpoint> opened = open_endpoint(
      options_.receiver, line_ ? line_->handler() : make_endpoint(*setup_.endpoint, events),
      watch_of(events), environment);
  if (!opened) return opened.error();
  endpoint_ = *std::move(opened);
  const std::uint16_t port = endpoint_->server->port();
  session.note_listening(endpoint_->url, port);
  display.listening(endpoint_->url, !line_);
  if (!line_) return true;
  line_->start(options_.receiver.address, port);
  const bool is_armed = session.await_line(*line_);
  if (!is_armed && session.may_go_on()) { // a last look is to come
    line_->give_up();
    session.forget_requests();
  }
  return is_armed;
}

WaitAftermath WaitEntrance::close(bool ask) {
  WaitAftermath aftermath;
  if (line_) {
    const LineEnd end = line_->close(ask);
    if (end.error) tools_.console.warn(left_behind_text(end));
    if (!end.was.empty()) aftermath.notes.push_back(end.was);
    aftermath.left_behind = end.left_behind;
  }
  if (endpoint_) {
    endpoint_->port_file.remove();
    endpoint_->server->drain();
  }
  if (ask && endpoint_ && options_.existing_subscription && setup_.polls) {
    aftermath.notes.push_back(ask_account());
  }
  return aftermath;
}

std::string WaitEntrance::ask_account() {
  Result<std::vector<WebhookSubscription>> all =
      Error{ErrorKind::cancelled, "the API did not answer in time"};
  PropexoApi& api = *setup_.api->api;
  tools_.api_thread->cut_short();
  tools_.api_thread->add([&api, &all](std::stop_token stop) {
    Result<std::vector<WebhookSubscription>> answer = api.webhooks(stop);
    if (answer || answer.error().kind != ErrorKind::cancelled) all = std::move(answer);
  });
  const Instant limit = tools_.environment.clock.now() + asking_time;
  if (!tools_.api_thread->wait_until_idle(limit)) tools_.api_thread->cut_short();
  return webhook_report(all, options_.rules.event);
}

} // namespace syncbell
