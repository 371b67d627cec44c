#include "commands/doctor/receiving_checkup.hpp"

namespace syncbell {
namespace {

Finding finding_of(const std::string& check, const Error& error) {
  return {check, Grade::bad, error.message, error.hint};
}

// A delivery that comes now is not ours to take: Propexo is to send it again.
EndpointEvents refusing_events() {
  return {[](const VerifiedDelivery&, const Event&) {
            return ServerReply{503, "syncbell doctor takes no deliveries\n"};
          },
          [](const RawRequest&, const Rejection&) {}};
}

ServerHandler refusing_handler() {
  return [](const RawRequest&) {
    return ServerReply{503, "syncbell doctor takes no deliveries\n"};
  };
}

} // namespace

ReceivingCheckup::ReceivingCheckup(const DoctorOptions& options, const std::optional<Url>& api,
                                   Tools tools)
    : tools_(std::move(tools)) {
  if (!options.reach.given()) {
    public_url_ = {"public_url", Grade::remark,
                   "not looked at: neither --public-url nor --tunnel is set"};
  }
  open(options, api);
}

ReceivingCheckup::~ReceivingCheckup() { static_cast<void>(close()); }

void ReceivingCheckup::open(const DoctorOptions& options, const std::optional<Url>& api) {
  Environment& environment = tools_.environment;
  if (options.reach.given()) {
    Result<LinePlan> plan =
        plan_line({options.reach, options.receiver, api, environment.settings}, tools_.console);
    if (plan) {
      plan->endpoint.allow_unsigned = true;
      plan->ca_file = options.api.ca_file;
      line_.emplace(*std::move(plan), refusing_events(),
                    LineTools{environment, nullptr, nullptr, tools_.last_words, tools_.tell});
    } else {
      public_url_ = finding_of("public_url", plan.error());
    }
  }
  Console& console = tools_.console;
  Result<OpenEndpoint> opened =
      open_endpoint(options.receiver, line_ ? line_->handler() : refusing_handler(),
                    {[&console](const std::string& what) { console.warn(what); }}, environment);
  if (!opened) {
    listener_ = finding_of("listener", opened.error());
    if (!public_url_) {
      public_url_ = not_looked_at("public_url", "there is no listener that it could lead to");
    }
    return;
  }
  endpoint_ = *std::move(opened);
  listener_.seen = "webhooks can be received at " + endpoint_->url;
  if (line_) line_->start(options.receiver.address, endpoint_->server->port());
}

void ReceivingCheckup::hear(const LineEvent& event) {
  if (const auto* ready = std::get_if<LineReady>(&event)) {
    public_url_ = {"public_url", Grade::good, ready->access.url + " leads here"};
  }
  if (const auto* failed = std::get_if<LineFailed>(&event)) {
    public_url_ = finding_of("public_url", failed->error);
  }
}

std::vector<Finding> ReceivingCheckup::close() {
  if (line_) static_cast<void>(line_->close(false));
  line_.reset();
  if (endpoint_) endpoint_->server->drain();
  endpoint_.reset();
  const Finding unfinished{"public_url", Grade::bad, "nothing has arrived through it in time",
                           "is the tunnel or proxy running, and does it lead to the listener?"};
  return {listener_, public_url_.value_or(unfinished)};
}

} // namespace syncbell
