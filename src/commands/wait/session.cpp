#include "commands/wait/session.hpp"

#include "core/printable.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::chrono::seconds shortest_pause{1};
constexpr std::chrono::seconds last_look_limit{10};
constexpr std::chrono::seconds first_look_patience{5};
constexpr std::chrono::minutes heartbeat_interval{5};
// Beyond this many integrations the job logs are read only for those that are complete.
constexpr std::size_t most_with_job_progress = 5;
// Deliveries kept until a COMMAND has named its integrations.
constexpr std::size_t most_early_events = 10'000;

bool is_temporary(const Error& error) {
  return error.kind == ErrorKind::network || error.kind == ErrorKind::unavailable;
}

// A back-sync is billed: it is asked for again only where it was certainly not done.
bool may_be_repeated(const Error& error, const SyncRequest& request) {
  const bool not_done = error.http_status == 429 || error.http_status == 503;
  return is_temporary(error) && (not_done || !request.back_sync);
}

} // namespace

WaitSession::WaitSession(const WaitOptions& options, WaitTools tools)
    : options_(options), tools_(std::move(tools)), started_(tools_.clock.now()),
      deadline_(started_ + options.timeout), board_(options.rules, options.quorum, started_),
      backoff_(shortest_pause, std::max<Duration>(options.poll_interval, shortest_pause)),
      next_tick_(started_ + (tools_.display.is_live() ? Duration{shortest_pause}
                                                      : Duration{heartbeat_interval})) {
  memory_.began_at = tools_.clock.wall();
}

bool WaitSession::is_over() const {
  return signal_ || failure_ || tools_.display.write_failure() ||
         (!board_.integrations().empty() && board_.finished());
}

void WaitSession::expect(const std::vector<IntegrationId>& integrations,
                         std::optional<WallTime> begun_at) {
  board_.expect(integrations, begun_at);
  for (const DeliveryArrived& delivery : std::exchange(early_, {}))
    on(delivery);
}

void WaitSession::fail(const Error& error) { failure_ = error; }

// ---- phases

void WaitSession::first_look(bool judge) {
  if (tools_.worker == nullptr) return;
  start_look(judge ? Look::state : Look::baseline);
  const auto under_way = [this] { return look_ != Look::none || awaits_counts(); };
  // A listener must not stay shut because the API does not answer.
  const Instant patience = started_ + first_look_patience;
  const Instant until = options_.existing_subscription ? std::min(deadline_, patience) : deadline_;
  while (!is_over() && under_way() && tools_.clock.now() < until)
    step(until);
  next_poll_ = tools_.clock.now(); // the look that counts comes after arming
}

std::optional<ChildEnd> WaitSession::await_command() {
  while (!signal_ && !failure_ && !command_end_ && tools_.clock.now() < deadline_)
    step(deadline_);
  command_cut_off_ = !command_end_ && !signal_ && !failure_;
  return command_end_;
}

void WaitSession::await_verdicts() {
  armed_ = true;
  while (!is_over() && tools_.clock.now() < deadline_) {
    const bool may_look = tools_.worker != nullptr && look_ == Look::none;
    if (may_look && tools_.clock.now() >= next_poll_) {
      start_look(looked_since_armed_ ? Look::poll : Look::state);
    }
    step(may_look && look_ == Look::none ? std::min(deadline_, next_poll_) : deadline_);
  }
  if (is_over() || tools_.worker == nullptr) return;
  // The deadline has passed: one last look, so that what is true by now is not called a timeout.
  // One that has been under way for long gets no more than that.
  const Instant began = look_ == Look::none ? tools_.clock.now() : look_started_;
  const Instant limit = std::max(tools_.clock.now() + shortest_pause, began + last_look_limit);
  if (look_ == Look::none) start_look(looked_since_armed_ ? Look::poll : Look::state);
  while (!is_over() && (look_ != Look::none || !counting_.empty()) && tools_.clock.now() < limit) {
    step(limit);
  }
}

// ---- one step

void WaitSession::step(Instant until) {
  std::optional<Occurrence> occurrence = tools_.inbox.take_until(std::min(until, next_tick_));
  if (occurrence) handle(std::move(*occurrence));
  if (tools_.clock.now() >= next_tick_ && !is_over()) tick();
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
  if (decision) tools_.display.decided(*decision);
}

void WaitSession::on(const Signalled& signalled) { signal_ = signalled.signal; }

void WaitSession::on(const CommandEnded& command) { command_end_ = command.end; }

// ---- webhooks

void WaitSession::on(const DeliveryRejected& delivery) {
  ++memory_.rejections[delivery.rejection.reason];
  tools_.display.news("a delivery was rejected: " + delivery.rejection.reason);
}

void WaitSession::on(const DeliveryArrived& delivery) {
  if (board_.integrations().empty()) {
    const bool matters = std::holds_alternative<SyncCompletion>(delivery.event) ||
                         std::holds_alternative<JobFailure>(delivery.event);
    if (matters && early_.size() < most_early_events) early_.push_back(delivery);
    return;
  }
  const std::optional<IntegrationId> id = integration_of(delivery.event);
  if (id && board_.waits_for(*id)) observe_event(*id, delivery.event);
}

void WaitSession::observe_event(const IntegrationId& id, const Event& event) {
  const std::string name = event_name(event);
  if (name.empty()) {
    tools_.display.warn("a delivery names no event; a sync body without a name counts as "
                        "SYNC_COMPLETE");
  }
  const std::optional<Decision> decision = board_.observe(id, event, tools_.clock.now());
  if (decision) {
    decide(decision);
    return;
  }
  tools_.display.progress(id, "received " + (name.empty() ? "SYNC_COMPLETE" : printable(name)));
  // It decides nothing by itself, but the state may have changed with it.
  if (!std::holds_alternative<SyncCompletion>(event)) return;
  look_again_ = true;
  next_poll_ = std::min(next_poll_, look_started_ + shortest_pause);
  if (tools_.worker == nullptr && board_.condition(id).needs_job_counts()) {
    decide(board_.end(id,
                      {Outcome::error,
                       "the event says nothing of its jobs, and --max-failed-jobs "
                       "judges by them",
                       "give a token, so that the job log can be read"},
                      tools_.clock.now()));
  }
}

// ---- state

void WaitSession::start_look(Look look) {
  look_ = look;
  look_started_ = tools_.clock.now();
  look_is_armed_ = armed_;
  look_again_ = false;
  tools_.worker->look(board_.undecided(), options_.rules.every_schedule);
}

void WaitSession::on(const ReadingTaken& taken) {
  if (look_ == Look::baseline) {
    board_.note_baseline(taken.integration, taken.reading);
    return;
  }
  if (!board_.waits_for(taken.integration)) return;
  show_change(taken);
  const Source source = look_ == Look::state ? Source::state : Source::poll;
  decide(board_.observe(taken.integration, taken.reading, source, tools_.clock.now()));
  count_jobs_if_useful(taken.integration);
}

void WaitSession::show_change(const ReadingTaken& taken) {
  const std::optional<Integration>& before = board_.condition(taken.integration).last_seen();
  const std::optional<Integration>& now = taken.reading.integration;
  if (!now || !now->is_running_sync) return;
  const bool was_running = before && before->is_running_sync.value_or(false);
  if (was_running != *now->is_running_sync) {
    tools_.display.progress(taken.integration,
                            *now->is_running_sync ? "a sync is running" : "the sync has ended");
  }
}

void WaitSession::count_jobs_if_useful(const IntegrationId& id) {
  if (!board_.waits_for(id) || counting_.contains(id)) return;
  const WaitCondition& condition = board_.condition(id);
  const bool running = condition.last_seen() && condition.last_seen()->is_running_sync == true;
  const bool few = board_.undecided().size() <= most_with_job_progress;
  if (!condition.needs_job_counts() && !options_.rules.fail_fast && !(running && few)) return;
  counting_.insert(id);
  tools_.worker->count_jobs(id, condition.job_window());
}

// Whether the jobs of a complete sync are being counted: the answer is all but known.
bool WaitSession::awaits_counts() const {
  return std::any_of(counting_.begin(), counting_.end(), [this](const IntegrationId& id) {
    return board_.waits_for(id) && board_.condition(id).needs_job_counts();
  });
}

void WaitSession::on(const JobsCounted& counted) {
  const IntegrationId& id = counted.integration;
  counting_.erase(id);
  if (!board_.waits_for(id)) return;
  const Instant now = tools_.clock.now();
  if (!counted.counts) {
    counting_failed(id, counted.counts.error());
    return;
  }
  const bool changed = board_.condition(id).report().jobs != *counted.counts;
  const std::optional<Decision> decision = board_.observe(id, *counted.counts, now);
  if (decision)
    decide(decision);
  else if (changed)
    tools_.display.job_progress(id, *counted.counts);
}

void WaitSession::counting_failed(const IntegrationId& id, const Error& error) {
  if (error.kind == ErrorKind::cancelled) return;
  decide(board_.job_counts_unavailable(id, tools_.clock.now()));
  if (is_temporary(error)) return;
  const bool needed = board_.waits_for(id) && board_.condition(id).needs_job_counts();
  if (needed)
    failure_ = error; // it would be refused at the deadline just the same
  else
    tools_.display.warn(error.message);
}

void WaitSession::on(const LookEnded& ended) {
  const Look look = std::exchange(look_, Look::none);
  if (ended.error) {
    if (ended.error->kind != ErrorKind::cancelled) look_failed(*ended.error);
    return;
  }
  if (memory_.last_api_error) tools_.display.news("the API answers again");
  memory_.last_api_error = std::nullopt;
  backoff_.reset();
  // A look that began before all was armed may have missed what the next one sees.
  const bool look_again = look_again_ || (armed_ && !look_is_armed_);
  next_poll_ = look_started_ + (look_again ? Duration::zero() : options_.poll_interval);
  if (look_is_armed_ && look != Look::baseline) looked_since_armed_ = true;
  if (looked_since_armed_ && !is_over()) start_syncs();
}

void WaitSession::look_failed(const Error& error) {
  if (!is_temporary(error)) {
    failure_ = error;
    return;
  }
  const bool is_news = !memory_.last_api_error || memory_.last_api_error->message != error.message;
  memory_.last_api_error = error;
  const Duration pause = backoff_.next(tools_.random());
  next_poll_ = tools_.clock.now() + pause;
  if (is_news) tools_.display.news(error.message + "; trying again until the deadline");
}

void WaitSession::start_syncs() {
  if (!options_.start_sync) return;
  for (const IntegrationId& id : board_.undecided()) {
    if (!syncs_requested_.insert(id).second) continue;
    tools_.worker->start_sync(id, options_.sync_request);
  }
}

void WaitSession::on(const SyncRequested& requested) {
  if (!requested.error) {
    tools_.display.progress(requested.integration, "sync requested");
  } else if (requested.error->kind == ErrorKind::auth) {
    failure_ = requested.error;
  } else if (may_be_repeated(*requested.error, options_.sync_request)) {
    syncs_requested_.erase(requested.integration); // after the next look
    look_failed(*requested.error);
  } else if (requested.error->kind != ErrorKind::cancelled) {
    decide(board_.end(requested.integration,
                      {Outcome::error, requested.error->message, requested.error->hint},
                      tools_.clock.now()));
  }
}

// ---- showing how it stands

void WaitSession::tick() {
  const Instant now = tools_.clock.now();
  if (tools_.display.is_live())
    tools_.display.status(status(now));
  else
    tools_.display.heartbeat(status(now));
  next_tick_ =
      now + (tools_.display.is_live() ? Duration{shortest_pause} : Duration{heartbeat_interval});
}

WaitStatus WaitSession::status(Instant now) const {
  const auto until = [now](Instant when) {
    return std::max(Duration::zero(), std::chrono::ceil<Duration>(when - now));
  };
  const std::vector<IntegrationId> rest = board_.undecided();
  WaitStatus status;
  status.elapsed = std::chrono::duration_cast<Duration>(now - started_);
  status.left = until(deadline_);
  status.total = board_.integrations().size();
  status.decided = status.total - rest.size();
  if (!rest.empty()) {
    status.slowest = rest.front();
    status.jobs = board_.condition(rest.front()).report().jobs;
  }
  if (tools_.worker != nullptr && look_ == Look::none) status.next_poll = until(next_poll_);
  status.api_in_trouble = memory_.last_api_error.has_value();
  return status;
}

// ---- the end

Verdict WaitSession::verdict_for_rest() const {
  if (failure_) return {Outcome::error, failure_->message, failure_->hint};
  if (signal_) return {Outcome::interrupted, "stopped by " + name_of_signal(*signal_)};
  std::string reason = "not complete after " + format_duration(options_.timeout);
  if (command_cut_off_) {
    return {Outcome::timed_out, "COMMAND had not ended after " + format_duration(options_.timeout)};
  }
  if (look_ != Look::none) {
    const auto silent = tools_.clock.now() - look_started_;
    reason += "; the API has not answered for " +
              format_duration(std::chrono::duration_cast<Duration>(silent));
  }
  if (memory_.last_api_error) {
    reason += "; the API could not be read: " + memory_.last_api_error->message;
  }
  return {Outcome::timed_out, reason};
}

ExitStatus WaitSession::conclude() {
  for (const IntegrationId& id : board_.undecided()) { // complete, and only its jobs uncounted
    decide(board_.job_counts_unavailable(id, tools_.clock.now()));
  }
  const bool answered = has_integrations() && board_.finished();
  if (!has_integrations() && !failure_) tools_.display.ended(verdict_for_rest());
  if (!answered) {
    if (!failure_) tools_.display.report(closing_report(options_, board_, memory_));
    for (const Decision& decision : board_.end_all(verdict_for_rest(), tools_.clock.now())) {
      decide(decision);
    }
  }
  if (tools_.display.write_failure()) return ExitStatus::local_failure;
  if (command_cut_off_) return ExitStatus::timed_out; // whatever else is true by now
  if (failure_ && !answered) return exit_status_of(failure_->kind);
  if (signal_ && !answered) return exit_status_of_signal(*signal_);
  if (board_.integrations().empty()) return ExitStatus::timed_out; // the COMMAND took too long
  switch (board_.outcome()) {
  case Outcome::satisfied:
    return ExitStatus::done;
  case Outcome::unhealthy:
  case Outcome::impossible:
    return ExitStatus::answer_is_no;
  case Outcome::error:
    return ExitStatus::unreachable;
  case Outcome::interrupted:
  case Outcome::still_waiting:
  case Outcome::timed_out:
    return ExitStatus::timed_out;
  }
  return ExitStatus::local_failure;
}

} // namespace syncbell
