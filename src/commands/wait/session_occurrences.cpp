// What happens to a session: the half of it that hears, of which session.cpp is the half that acts.
#include "commands/wait/session.hpp"
#include "core/printable.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// Beyond this many integrations the job logs are read only for those that are complete.
constexpr std::size_t most_with_job_progress = 5;
// Deliveries kept until a COMMAND has named its integrations.
constexpr std::size_t most_early_events = 10'000;

// A back-sync is billed: it is asked for again only where it was certainly not done.
bool may_be_repeated(const Error& error, const SyncRequest& request) {
  const bool not_done = error.http_status == 429 || error.http_status == 503;
  return is_temporary(error) && (not_done || !request.back_sync);
}

} // namespace

// ---- webhooks

void WaitSession::on(const DeliveryRejected& delivery) {
  tools_.display.news("a request was rejected: " + delivery.rejection.reason);
}

void WaitSession::tell_rejections() {
  for (const RejectionCount& sum : tools_.rejections.take_sums(tools_.clock.now())) {
    tools_.display.news(std::to_string(sum.count) +
                        " more requests were rejected in the last minute: " + sum.reason);
  }
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
  const bool is_completion = std::holds_alternative<SyncCompletion>(event);
  if (name.empty() && is_completion && options_.rules.unnamed == TriggerKind::sync_complete) {
    tools_.display.warn("a delivery names no event; a sync body without a name counts as "
                        "SYNC_COMPLETE");
  }
  const std::optional<Decision> decision = board_.observe(id, event, tools_.clock.now());
  if (decision) {
    decide(decision);
    return;
  }
  const std::string what = !name.empty()   ? printable(name)
                           : is_completion ? name_of(options_.rules.unnamed)
                                           : "an event that does not say its name";
  const bool is_believed = !is_completion || !board_.condition(id).awaits_confirmation();
  tools_.display.progress(id,
                          "received " + what + (is_believed ? "" : "; the API is to confirm it"));
  // It decides nothing by itself, but the state may have changed with it.
  if (!is_completion) return;
  looks_.hurry();
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

void WaitSession::start_look() {
  looks_.begin_next(tools_.clock.now());
  tools_.worker->look(board_.undecided(), options_.rules.every_schedule);
}

void WaitSession::start_look(Look look) {
  looks_.begin(look, tools_.clock.now());
  tools_.worker->look(board_.undecided(), options_.rules.every_schedule);
}

void WaitSession::on(const ReadingTaken& taken) {
  heard_at_ = tools_.clock.now();
  if (looks_.under_way() == Look::baseline) {
    board_.note_baseline(taken.integration, taken.reading);
    return;
  }
  if (!board_.waits_for(taken.integration)) return;
  show_change(taken);
  const Source source = looks_.under_way() == Look::state ? Source::state : Source::poll;
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
  const bool is_watched = options_.rules.fail_fast && condition.may_have_jobs();
  if (!condition.needs_job_counts() && !is_watched && !(running && few)) return;
  count_jobs(id);
}

void WaitSession::count_jobs(const IntegrationId& id) {
  const WaitCondition& condition = board_.condition(id);
  counting_[id] = condition.needs_job_counts();
  tools_.worker->count_jobs(id, condition.job_window());
}

// Whether the jobs of a complete sync are being counted: the answer is all but known.
bool WaitSession::awaits_counts() const {
  return std::any_of(counting_.begin(), counting_.end(), [this](const auto& asked) {
    return board_.waits_for(asked.first) && board_.condition(asked.first).needs_job_counts();
  });
}

void WaitSession::on(const JobsCounted& counted) {
  const IntegrationId& id = counted.integration;
  const auto asked = counting_.find(id);
  const bool was_complete = asked != counting_.end() && asked->second;
  if (asked != counting_.end()) counting_.erase(asked);
  if (!board_.waits_for(id)) return;
  const Instant now = tools_.clock.now();
  heard_at_ = now;
  if (!counted.counts) {
    counting_failed(id, counted.counts.error());
    return;
  }
  if (board_.condition(id).needs_job_counts() && !was_complete) {
    count_jobs(id); // an event came meanwhile: the last jobs may be missing
    return;
  }
  if (uncountable_.erase(id) > 0 && uncountable_.empty())
    tools_.display.news("the job log can be read again");
  const bool changed = board_.condition(id).report().jobs != *counted.counts;
  const std::optional<Decision> decision = board_.observe(id, *counted.counts, now);
  if (decision)
    decide(decision);
  else if (changed && board_.condition(id).report().jobs)
    tools_.display.job_progress(id, *counted.counts);
}

void WaitSession::counting_failed(const IntegrationId& id, const Error& error) {
  if (error.kind == ErrorKind::cancelled) return;
  decide(board_.job_counts_unavailable(id, tools_.clock.now()));
  const bool needed = board_.waits_for(id) && board_.condition(id).needs_job_counts();
  if (is_temporary(error)) {
    if (!needed && !options_.rules.fail_fast) return;
    if (uncountable_.empty())
      tools_.display.news(error.message + "; trying again until the deadline");
    uncountable_[id] = error.message;
  } else if (needed)
    ending_.failure = error; // it would be refused at the deadline just the same
  else
    tools_.display.warn(error.message);
}

void WaitSession::on(const LookEnded& ended) {
  if (ended.error) {
    if (ended.error->kind == ErrorKind::cancelled)
      looks_.cancel();
    else
      look_failed(*ended.error);
    return;
  }
  heard_at_ = tools_.clock.now();
  if (memory_.last_api_error) tools_.display.news("the API answers again");
  memory_.last_api_error = std::nullopt;
  looks_.end();
  if (looks_.has_counted() && !is_over()) start_syncs();
}

void WaitSession::look_failed(const Error& error) {
  const bool was_trial = looks_.under_way() == Look::trial;
  looks_.fail(tools_.clock.now(), tools_.random());
  if (!is_temporary(error)) {
    ending_.failure = error;
    return;
  }
  const bool is_news = !memory_.last_api_error || memory_.last_api_error->message != error.message;
  memory_.last_api_error = error;
  if (!is_news) return;
  tools_.display.news(error.message + (was_trial ? "; COMMAND is run all the same"
                                                 : "; trying again until the deadline"));
}

void WaitSession::start_syncs() {
  if (!options_.start_sync || !has_time()) return; // nobody would wait for it
  for (const IntegrationId& id : board_.undecided()) {
    if (board_.condition(id).needs_job_counts()) continue; // it is complete
    const std::optional<Integration>& seen = board_.condition(id).last_seen();
    if (seen && !seen->active) continue; // Propexo would refuse it; a later look may find it active
    if (!syncs_requested_.insert(id).second) continue;
    tools_.worker->start_sync(id, options_.sync_request);
  }
}

void WaitSession::on(const SyncRequested& requested) {
  if (!requested.error) {
    memory_.syncs_requested.insert(requested.integration);
    tools_.display.progress(requested.integration, "sync requested");
  } else if (requested.error->kind == ErrorKind::auth) {
    ending_.failure = requested.error;
  } else if (may_be_repeated(*requested.error, options_.sync_request)) {
    syncs_requested_.erase(requested.integration); // after the next look
    look_failed(*requested.error);
  } else if (requested.error->kind != ErrorKind::cancelled) {
    decide(board_.end(requested.integration,
                      {Outcome::error, requested.error->message, requested.error->hint},
                      tools_.clock.now()));
  }
}

// ---- the line

void WaitSession::note_listening(const std::string& url, std::uint16_t port) {
  listening_at_ = url;
  memory_.listening_port = port;
}

void WaitSession::on(const LineEvent& event) {
  std::visit([this](const auto& one) { on(one); }, event);
}

void WaitSession::on(const LineReady& ready) {
  line_is_ready_ = true;
  tools_.display.reached(listening_at_, ready.access);
}

void WaitSession::on(const LineFailed& failed) {
  if (!is_over()) ending_.failure = failed.error;
}

void WaitSession::on(const LineNews& news) { tools_.display.news(news.what); }

void WaitSession::on(const LineLost& lost) {
  if (is_over()) return; // it does not matter any more
  if (tools_.worker == nullptr) {
    ending_.failure = lost.reason; // nothing else would ever be heard
    return;
  }
  line_is_lost_ = true;
  poll_interval_ = std::min<Duration>(poll_interval_, fast_poll_interval);
  looks_.set_interval(poll_interval_);
  looks_.hurry(); // an event may have been lost already
  tools_.display.news(lost.reason.message + "; polling every " + format_duration(poll_interval_) +
                      " instead");
}

} // namespace syncbell
