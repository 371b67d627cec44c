#include "commands/public_line.hpp"

#include "commands/api_session.hpp"
#include "core/hex.hpp"
#include "core/placeholder.hpp"
#include "core/printable.hpp"
#include "core/url.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t run_bytes = 8;
constexpr std::chrono::seconds tunnel_patience{30};
constexpr std::chrono::minutes check_interval{1};
constexpr std::chrono::seconds closing_time{10};
constexpr std::chrono::seconds time_for_creation{5}; // of that, for one that is under way
constexpr std::chrono::seconds asking_time{3};       // of that, to find out how it was

Secret fresh_secret(Environment& environment) {
  return Secret(to_hex(environment.random_bytes(secret_bytes)));
}

// The listener's address as a program on this machine reaches it.
std::string local_origin(const ListenAddress& address, std::uint16_t port) {
  const bool is_any = address.host == "0.0.0.0" || address.host == "::";
  return "http://" + host_and_port(is_any ? "127.0.0.1" : address.host, port);
}

// What somebody has done to a subscription that is not in order.
std::string words_for(LeaseState state) {
  switch (state) {
  case LeaseState::removed:
    return " was removed by somebody";
  case LeaseState::switched_off:
    return " was switched off by somebody";
  case LeaseState::led_elsewhere:
    return " was led elsewhere by somebody";
  case LeaseState::in_order:
  case LeaseState::unknown:
    return "";
  }
  return "";
}

Error path_conflict(const Url& url, const std::string& arrived, const std::string& wanted) {
  return {ErrorKind::usage,
          url.text() + " arrives here at " + printable(arrived) + ", and --path says " + wanted,
          "leave --path out, or have the proxy pass the path on as it is"};
}

} // namespace

PublicLine::PublicLine(LinePlan plan, EndpointEvents events, LineTools tools)
    : plan_(std::move(plan)), events_(std::move(events)), tools_(std::move(tools)),
      gate_(std::make_shared<EntranceGate>(fresh_secret(tools_.environment), events_.on_rejected)),
      transport_(open_transport(plan_.ca_file, tools_.environment)) {
  if (!plan_.lease) return;
  Environment& environment = tools_.environment;
  lease_.emplace(LeaseTools{*tools_.api, environment.clock, environment.random,
                            [this](const std::string& what) { tools_.tell(LineNews{what}); },
                            tools_.last_words},
                 *plan_.lease, run_name(plan_.lease->command, environment.random_bytes(run_bytes)));
}

PublicLine::~PublicLine() {
  if (is_closed_) return;
  const LineEnd end = close(false); // something was thrown: nobody else will
  if (end.error) tools_.environment.io.write_last_words(tools_.last_words.line());
}

ServerHandler PublicLine::handler() {
  return [gate = gate_](RawRequest request) { return gate->answer(std::move(request)); };
}

// ---- from the tunnel to the subscription

void PublicLine::start(const ListenAddress& address, std::uint16_t port) {
  if (!plan_.tunnel.empty()) start_tunnel(address, port);
  prover_.add([this, source = address_source(port)](std::stop_token stop) { prove(source, stop); });
}

void PublicLine::start_tunnel(const ListenAddress& address, std::uint16_t port) {
  std::vector<std::string> words = plan_.tunnel;
  for (std::string& word : words) {
    word = fill_in(std::move(word), "{port}", std::to_string(port));
    word = fill_in(std::move(word), "{url}", local_origin(address, port));
  }
  tunnel_.emplace(words, TunnelTarget{port, plan_.may_be_nearby}, tools_.environment,
                  [this](const Error& error) { tunnel_ended(error); });
}

AddressSource PublicLine::address_source(std::uint16_t port) const {
  if (plan_.tunnel.empty()) {
    const std::string text = fill_in(plan_.public_url, "{port}", std::to_string(port));
    return {[url = *parse_url(text)] { return std::vector<Url>{url}; }};
  }
  const auto addresses = [this] {
    std::vector<Url> urls = tunnel_->addresses();
    for (Url& url : urls) {
      if (url.target == "/") url.target = plan_.endpoint.path;
    }
    return urls;
  };
  return {addresses, [this] { return tunnel_->failure(); }, tunnel_patience};
}

void PublicLine::prove(const AddressSource& source, std::stop_token stop) {
  Environment& environment = tools_.environment;
  const auto nonce = [&environment] { return to_hex(environment.random_bytes(nonce_bytes)); };
  const Result<ProvenAddress> proven = prove_address(
      source, {*transport_, environment.clock, environment.random, nonce, *gate_}, stop);
  if (!proven) {
    if (proven.error().kind != ErrorKind::cancelled)
      tools_.tell(LineFailed{explain(proven.error())});
    return;
  }
  if (plan_.path_given && proven->path != plan_.endpoint.path) {
    tools_.tell(LineFailed{path_conflict(proven->url, proven->path, plan_.endpoint.path)});
    return;
  }
  plan_.endpoint.path = proven->path;
  if (lease_) {
    tools_.api_thread->add(
        [this, url = proven->url](std::stop_token api_stop) { subscribe(url, api_stop); });
    return;
  }
  open_gate(plan_.endpoint.secrets);
  become_ready(proven->url);
}

// Of a tunnel that has shown no address, only what it wrote can say why.
Error PublicLine::explain(Error error) const {
  if (!tunnel_ || tunnel_->failure() || !tunnel_->addresses().empty()) return error;
  const std::string words = tunnel_->last_words();
  error.message +=
      words.empty() ? "; the tunnel wrote nothing" : "; the tunnel's last words: " + words;
  error.hint = "an address counts that begins with https:// and ends with white space or the line";
  return error;
}

void PublicLine::open_gate(std::vector<Secret> secrets) {
  EndpointRules rules = plan_.endpoint;
  rules.secrets = std::move(secrets);
  gate_->open(make_endpoint(std::move(rules), events_));
}

// The secret is ours, so deliveries are let in from the moment at which there can be any.
void PublicLine::subscribe(const Url& url, std::stop_token stop) {
  if (closing_.stop_requested()) return;
  lease_->sweep(stop);
  const Secret secret = fresh_secret(tools_.environment);
  std::vector<Secret> secrets = plan_.endpoint.secrets;
  secrets.push_back(secret);
  open_gate(secrets);
  const Result<WebhookSubscription> made =
      lease_->make(url.text(), secret, closing_.get_token(), stop);
  if (!made) {
    const Error& error = made.error();
    if (is_temporary(error))
      tools_.tell(LineLost{error}); // tried as often as it was to be
    else if (error.kind != ErrorKind::cancelled)
      tools_.tell(LineFailed{error});
    return;
  }
  if (!made->secret.empty() && made->secret.reveal() != secret.reveal()) {
    secrets.push_back(made->secret);
    open_gate(secrets);
  }
  become_ready(url);
}

void PublicLine::become_ready(const Url& url) {
  const std::lock_guard lock(mutex_);
  if (const std::optional<Error> failure = tunnel_ ? tunnel_->failure() : std::nullopt) {
    tools_.tell(LineFailed{*failure});
    return;
  }
  is_ready_ = true;
  PublicAccess access{url.text()};
  if (lease_) {
    access.subscription = lease_->id();
    access.expires = lease_->expires();
  }
  tools_.tell(LineReady{std::move(access)});
}

// Before the line is ready, whoever makes it ready looks for this end.
void PublicLine::tunnel_ended(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (!is_ready_) return;
  is_lost_ = true;
  tools_.tell(LineLost{error});
}

// ---- looking after it

Instant PublicLine::look_after(Instant now) {
  if (!lease_ || is_closed_) return Instant::max();
  const std::lock_guard lock(mutex_);
  if (!is_ready_ || is_lost_) return Instant::max();
  if (next_check_ == Instant::max()) next_check_ = now + check_interval;
  if (now < next_check_) return next_check_;
  next_check_ = now + check_interval;
  if (!check_.expired()) return next_check_; // an API that is slow is not asked again meanwhile
  const auto check = std::make_shared<bool>();
  check_ = check;
  tools_.api_thread->add([this, check](std::stop_token stop) { check_subscription(stop); });
  return next_check_;
}

void PublicLine::check_subscription(std::stop_token stop) {
  const LeaseState state = lease_->check(stop);
  if (state == LeaseState::unknown) return;
  const std::string ours = "our subscription " + printable(lease_->id());
  const bool is_off = state == LeaseState::switched_off;
  const bool was_off = std::exchange(is_switched_off_, is_off);
  if (state == LeaseState::in_order) {
    if (was_off) tools_.tell(LineNews{ours + " is active again"});
    return;
  }
  if (is_off && was_off) return;
  const std::lock_guard lock(mutex_);
  is_lost_ |= !is_off; // the tunnel may have ended meanwhile
  tools_.tell(LineLost{{ErrorKind::api, ours + words_for(state)}, !is_off});
}

// ---- taking it away

void PublicLine::give_up() {
  closing_.request_stop();
  prover_.cut_short();
  if (!lease_) return;
  const Instant limit = tools_.environment.clock.now() + time_for_creation;
  // What is being created would come into being after we looked for it: better to see it through.
  if (lease_->is_in_doubt()) tools_.api_thread->wait_until_idle(limit);
  tools_.api_thread->cut_short();
}

LineEnd PublicLine::close(bool ask) {
  is_closed_ = true;
  const Instant began = tools_.environment.clock.now();
  give_up();
  if (!lease_ || !lease_->may_exist()) return {};
  TaskThread& api_thread = *tools_.api_thread;
  LineEnd end;
  if (ask && lease_->is_made()) end.was = ask_how_it_was();
  end.error = Error{ErrorKind::cancelled, "cancelled"}; // of a removal that does not even begin
  api_thread.add([this, &end](std::stop_token stop) { end.error = lease_->remove(stop); });
  if (!api_thread.wait_until_idle(began + closing_time)) api_thread.cut_short();
  if (!end.error) return end;
  if (end.error->kind == ErrorKind::cancelled) {
    end.error->message = "the API did not answer within " + format_duration(closing_time);
  }
  end.left_behind = lease_->removing_command();
  return end;
}

std::string PublicLine::ask_how_it_was() {
  LeaseState state = LeaseState::unknown;
  TaskThread& api_thread = *tools_.api_thread;
  api_thread.add([this, &state](std::stop_token stop) { state = lease_->check(stop); });
  const Instant limit = tools_.environment.clock.now() + asking_time;
  if (!api_thread.wait_until_idle(limit)) api_thread.cut_short();
  const std::string words = state == LeaseState::in_order ? " was active" : words_for(state);
  return words.empty() ? "" : "our subscription " + printable(lease_->id()) + words;
}

std::string left_behind_text(const LineEnd& end) {
  return "the subscription could not be removed: " + printable(end.error->message) +
         "\n  remove it with: " + end.left_behind;
}

} // namespace syncbell
