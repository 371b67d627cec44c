#include "commands/wait/session.hpp"

#include "core/printable.hpp"
#include "platform/signals.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::chrono::seconds live_interval{1};
constexpr Duration shortest_last_look = std::chrono::seconds{1};
constexpr Duration longest_last_look = std::chrono::seconds{10};
constexpr std::chrono::seconds first_look_patience{5};
constexpr std::chrono::minutes heartbeat_interval{5};

} // namespace

WaitSession::WaitSession(const WaitOptions& options, WaitTools tools)
    : options_(options), tools_(std::move(tools)), started_(tools_.clock.now()),
      heard_at_(started_), deadline_(started_ + options.timeout),
      board_(options.rules, options.quorum, started_),
      poll_interval_(options.poll_interval.value_or(fast_poll_interval)),
      looks_(poll_interval_, started_),
      next_tick_(started_ + (tools_.display.is_live() ? Duration{live_interval}
                                                      : Duration{heartbeat_interval})) {
  memory_.began_at = tools_.clock.wall();
  memory_.polls = tools_.worker != nullptr;
}

bool WaitSession::is_over() const { return is_broken_off() || is_answered(); }

bool WaitSession::is_broken_off() const {
  return ending_.signal || ending_.failure || tools_.display.write_failure();
}

void WaitSession::expect(const std::vector<IntegrationId>& integrations,
                         std::optional<WallTime> begun_at) {
  board_.expect(integrations, begun_at);
  for (const DeliveryArrived& delivery : std::exchange(early_, {}))
    on(delivery);
}

void WaitSession::fail(const Error& error) { ending_.failure = error; }

// ---- phases

void WaitSession::first_look(bool judge) {
  if (tools_.worker == nullptr) return;
  start_look(judge ? Look::state : Look::baseline);
  const auto under_way = [this] { return !looks_.is_idle() || awaits_counts(); };
  // A listener must not stay shut because the API does not answer.
  const Instant patience = started_ + first_look_patience;
  const Instant until = !judge               ? patience_before_command()
                        : options_.listens() ? std::min(deadline_, patience)
                                             : deadline_;
  while (!is_over() && under_way() && tools_.clock.now() < until)
    step(until);
  if (!judge) note_silence();
  looks_.make_due(tools_.clock.now()); // the look that counts comes after arming
}

Instant WaitSession::patience_before_command() const {
  const Instant now = tools_.clock.now();
  return now + std::clamp<Duration>(std::chrono::duration_cast<Duration>(deadline_ - now) / 4,
                                    Duration::zero(), first_look_patience);
}

void WaitSession::try_token() {
  if (tools_.worker == nullptr) return;
  before_ = "the token is tried";
  looks_.begin(Look::trial, tools_.clock.now());
  tools_.worker->try_token();
  const Instant until = patience_before_command();
  while (!is_broken_off() && !looks_.is_idle() && tools_.clock.now() < until)
    step(until);
  before_.clear();
  note_silence();
}

void WaitSession::note_silence() {
  if (looks_.is_idle() || is_broken_off() || !has_time()) return;
  tools_.display.news("the API has not answered yet; COMMAND is run all the same");
}

bool WaitSession::await_line(PublicLine& line) {
  line_ = &line;
  before_ = "no webhook gets here yet";
  // What is true already says nothing of what COMMAND would have done.
  const bool has_command = !options_.command.empty();
  const auto is_ended = [&] { return has_command ? is_broken_off() : is_over(); };
  while (!is_ended() && !line_is_ready_ && !line_is_lost_ && has_time())
    step(deadline_);
  before_.clear();
  const bool is_armed = line_is_ready_ || line_is_lost_;
  ending_.command_was_cut_off = has_command && !is_armed && !is_ended();
  return is_armed;
}

void WaitSession::forget_requests() {
  absorb();
  counting_.clear();
  looks_.cancel(); // what had not begun when it was cut short ends with no word
  looks_.make_due(tools_.clock.now());
}

bool WaitSession::may_run_command() {
  ending_.command_was_cut_off = !has_time() && !is_broken_off();
  return may_go_on_to_command();
}

std::optional<ChildEnd> WaitSession::await_command() {
  memory_.was_command_run = true;
  before_ = "COMMAND runs";
  while (!ending_.signal && !ending_.failure && !command_end_ && has_time())
    step(deadline_);
  before_.clear();
  ending_.command_was_cut_off = !command_end_ && !ending_.signal && !ending_.failure;
  return command_end_;
}

void WaitSession::await_verdicts() {
  looks_.arm();
  while (!is_over() && has_time()) {
    const bool may_look = tools_.worker != nullptr && looks_.is_idle();
    if (may_look && tools_.clock.now() >= looks_.due()) start_look();
    step(may_look && looks_.is_idle() ? std::min(deadline_, looks_.due()) : deadline_);
  }
  if (is_over() || tools_.worker == nullptr || !has_integrations()) return;
  // The deadline has passed: one last look, so that what is true by now is not called a timeout.
  // An API that has said nothing for as long as that may take gets no more than a moment.
  const Duration patience =
      options_.timeout == Duration::zero()
          ? longest_last_look
          : std::clamp(options_.timeout, shortest_last_look, longest_last_look);
  if (looks_.is_idle()) start_look();
  const Instant limit = std::max(tools_.clock.now() + shortest_last_look,
                                 std::max(looks_.began_at(), heard_at_) + patience);
  while (!is_over() && (!looks_.is_idle() || !counting_.empty()) && tools_.clock.now() < limit)
    step(limit);
}

// ---- one step

void WaitSession::step(Instant until) {
  std::optional<Occurrence> occurrence = tools_.inbox.take_until(
      std::min({until, next_tick_, line_due_, tools_.rejections.next_sum()}));
  if (occurrence) handle(std::move(*occurrence));
  tell_rejections();
  if (tools_.clock.now() >= next_tick_ && !is_over()) tick();
  if (line_ != nullptr && !is_over()) line_due_ = line_->look_after(tools_.clock.now());
}

void WaitSession::absorb() {
  while (std::optional<Occurrence> occurrence = tools_.inbox.take_until(tools_.clock.now())) {
    handle(std::move(*occurrence));
  }
}

void WaitSession::handle(Occurrence occurrence) {
  std::visit([this](const auto& one) { on(one); }, occurrence);
}

void WaitSession::decide(const std::optional<Decision>& decision) {
  if (!decision) return;
  if (board_.finished())
    last_decisions_.push_back(*decision);
  else
    tools_.display.decided(*decision);
}

void WaitSession::on(const Signalled& signalled) { ending_.signal = signalled.signal; }

void WaitSession::on(const CommandEnded& command) { command_end_ = command.end; }

// ---- showing how it stands

void WaitSession::tick() {
  const Instant now = tools_.clock.now();
  if (tools_.display.is_live())
    tools_.display.status(status(now));
  else
    tools_.display.heartbeat(status(now));
  next_tick_ =
      now + (tools_.display.is_live() ? Duration{live_interval} : Duration{heartbeat_interval});
}

WaitStatus WaitSession::status(Instant now) const {
  const auto until = [now](Instant when) {
    return std::max(Duration::zero(), std::chrono::ceil<Duration>(when - now));
  };
  WaitStatus status;
  status.elapsed = std::chrono::duration_cast<Duration>(now - started_);
  status.left = until(deadline_);
  status.total = board_.integrations().size();
  for (const IntegrationId& id : board_.undecided()) {
    const WaitCondition& condition = board_.condition(id);
    status.rest.push_back({id, stage_of(condition), condition.report().jobs});
  }
  status.decided = status.total - status.rest.size();
  status.before = before_;
  const bool is_polling = tools_.worker != nullptr && before_.empty();
  if (is_polling && looks_.is_idle()) status.next_poll = until(looks_.due());
  status.api_in_trouble = memory_.last_api_error.has_value();
  return status;
}

// ---- the end

std::string WaitSession::timeout_reason() const {
  const std::string limit = format_duration(options_.timeout);
  if (ending_.command_was_cut_off && line_ != nullptr && !line_is_ready_ && !line_is_lost_) {
    return "COMMAND was not run: no webhook could be received after " + limit;
  }
  if (ending_.command_was_cut_off && !memory_.was_command_run) {
    return "COMMAND was not run: there was no time left after " + limit;
  }
  if (ending_.command_was_cut_off) return "COMMAND had not ended after " + limit;
  std::string reason = "not complete after " + limit;
  if (line_ != nullptr && !line_is_ready_) reason += "; no webhook could be received yet";
  if (!looks_.is_idle()) {
    const auto silent = tools_.clock.now() - looks_.began_at();
    reason += "; the last look had no answer for " +
              format_duration(std::chrono::duration_cast<Duration>(silent));
  }
  if (memory_.last_api_error) {
    reason += "; the API could not be read: " + memory_.last_api_error->message;
  }
  return reason;
}

Verdict WaitSession::closing_verdict(const IntegrationId& id) const {
  Verdict verdict = verdict_for_rest(ending_, timeout_reason());
  const bool is_uncounted = board_.condition(id).needs_job_counts();
  if (verdict.outcome != Outcome::timed_out || ending_.command_was_cut_off || !is_uncounted)
    return verdict;
  verdict.reason = "complete, but its jobs could not be counted";
  const auto found = uncountable_.find(id);
  if (found != uncountable_.end())
    verdict.reason += ": " + found->second;
  else if (memory_.last_api_error)
    verdict.reason += ": " + memory_.last_api_error->message;
  return verdict;
}

ExitStatus WaitSession::conclude(const WaitAftermath& aftermath) {
  const Instant now = tools_.clock.now();
  for (const IntegrationId& id : board_.undecided()) { // complete, and only its jobs uncounted
    const std::optional<Decision> decision = board_.job_counts_unavailable(id, now);
    if (decision) last_decisions_.push_back(*decision);
  }
  ending_.was_early = !is_answered();
  memory_.rejections = tools_.rejections.totals();
  if (ending_.was_early) {
    const bool has_more_to_say = !ending_.failure || !aftermath.left_behind.empty();
    if (!has_integrations() && has_more_to_say) {
      tools_.display.ended(verdict_for_rest(ending_, timeout_reason()),
                           std::chrono::duration_cast<Duration>(now - started_),
                           aftermath.left_behind);
    }
    if (!ending_.failure) {
      tools_.display.report(closing_report(options_, board_, memory_, aftermath.notes));
    }
    for (const IntegrationId& id : board_.undecided()) {
      if (const auto decision = board_.end(id, closing_verdict(id), now))
        last_decisions_.push_back(*decision);
    }
  }
  for (const Decision& decision : last_decisions_)
    tools_.display.decided(decision, aftermath.left_behind);
  if (tools_.display.write_failure()) {
    absorb(); // a signal may be why it did not wait for its reader any longer
    return ending_.signal ? exit_status_of_signal(*ending_.signal) : ExitStatus::local_failure;
  }
  return exit_status_of(ending_, board_);
}

} // namespace syncbell
