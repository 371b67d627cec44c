#include "commands/replay/sending.hpp"

#include "core/contract.hpp"

namespace syncbell {
namespace {

constexpr std::chrono::milliseconds live_interval{200};

ReplayProgress progress_of(const Sending& sending, const ReplayTally& tally, Duration elapsed) {
  return {sending.source.next_number() - 1,
          sending.planned.deliveries,
          tally.sent(),
          tally.refused_in_all(),
          tally.failed,
          elapsed};
}

Duration since(Instant start, Clock& clock) {
  return std::chrono::duration_cast<Duration>(clock.now() - start);
}

// What happens to a replay while its crew works.
class Watch {
public:
  Watch(const Sending& sending, Inbox<ReplayMessage>& inbox, const Ledger& ledger)
      : sending_(sending), inbox_(inbox), ledger_(ledger), start_(sending.environment.clock.now()) {
  }

  // Until every thread of the crew has ended.
  void over(Crew& crew) {
    for (int left = crew.size(); left > 0;) {
      const std::optional<ReplayMessage> message = inbox_.take_until(next_look());
      if (!message)
        sending_.display.progress(progress_of(sending_, ledger_.tally(), elapsed()));
      else if (const auto* signal = std::get_if<ReplaySignal>(&*message))
        end_at(signal->signal, crew);
      else
        --left;
    }
  }

  std::optional<int> signal() const { return signal_; }
  Duration elapsed() const { return since(start_, sending_.environment.clock); }

private:
  Instant next_look() const {
    return sending_.display.is_live() ? sending_.environment.clock.now() + live_interval
                                      : Instant::max();
  }

  void end_at(int signal, Crew& crew) {
    signal_ = signal;
    crew.finish();
    sending_.environment.io.stop_waiting_for_readers();
  }

  const Sending& sending_;
  Inbox<ReplayMessage>& inbox_;
  const Ledger& ledger_;
  Instant start_;
  std::optional<int> signal_;
};

// The last words: where to go on. They wait for nobody but whoever is writing to the ledger.
void say_where(const Sending& sending, const Ledger& ledger) {
  const std::uint64_t next = sending.source.next_number();
  ReplaySummary summary = sending.planned;
  summary.resume_from = ledger.first_unsettled(next);
  if (*summary.resume_from > summary.deliveries) return;
  sending.environment.io.write_last_words(how_to_resume(summary));
}

Error none_answered() {
  return {ErrorKind::network, "no delivery was answered",
          "check that the service runs and that --to leads to it"};
}

// A signal that came when everything had been sent changed nothing.
SendingEnd judged(ReplaySummary summary, std::optional<int> signal) {
  summary.outcome = summary.tally.outcome();
  if (!signal || !summary.resume_from) {
    const ExitStatus status = exit_status_of_replay(summary.outcome);
    const bool unanswered = summary.outcome == Outcome::error;
    return {std::move(summary), status, unanswered ? std::optional(none_answered()) : std::nullopt};
  }
  summary.outcome = Outcome::interrupted;
  return {summary, exit_status_of_signal(*signal)};
}

SendingEnd failed(ReplaySummary summary, const Error& error) {
  summary.outcome = Outcome::error;
  return {std::move(summary), exit_status_of(error.kind), error};
}

const char* name_of_signature(const SigningRules& rules, const HeaderFields& headers) {
  if (!find_header(headers, contract::signature_header)) return "none";
  return rules.corrupt ? "wrong" : rules.secret ? "new" : "own";
}

std::error_code show(const Sending& sending, DueDelivery delivery) {
  Capture& capture = delivery.capture;
  const SigningRules& signing = sending.rules.signing;
  apply_signature(signing, capture.body, capture.headers);
  return sending.display.planned({delivery.number, capture.origin, capture.body},
                                 {capture.method, name_of_signature(signing, capture.headers)});
}

} // namespace

SendingEnd send_all(const Sending& sending, DeliveryTarget& target, int threads) {
  Inbox<ReplayMessage> inbox(1024);
  Ledger ledger;
  const auto signals =
      sending.environment.watch_signals([&inbox](int signal) { inbox.post(ReplaySignal{signal}); });
  signals->set_last_words([&sending, &ledger] { say_where(sending, ledger); });
  Watch watch(sending, inbox, ledger);
  {
    Crew crew({sending.source, target, ledger, sending.display, sending.environment, inbox},
              sending.rules, threads);
    watch.over(crew);
  }
  ReplaySummary summary = sending.planned;
  summary.elapsed = watch.elapsed();
  summary.tally = ledger.tally();
  const std::uint64_t open = ledger.first_open(sending.source.next_number());
  if (open <= summary.deliveries) summary.resume_from = open;
  // After a signal standard output is not waited for, so that it may seem to have failed.
  const std::optional<Error> failure = ledger.failure();
  return failure && !watch.signal() ? failed(std::move(summary), *failure)
                                    : judged(std::move(summary), watch.signal());
}

SendingEnd show_all(const Sending& sending) {
  for (;;) {
    Result<std::optional<DueDelivery>> delivery = sending.source.take({});
    if (!delivery) return failed(sending.planned, delivery.error());
    if (!*delivery) return {sending.planned};
    if (const std::error_code failure = show(sending, **std::move(delivery))) {
      return failed(sending.planned,
                    {ErrorKind::local, "cannot write to standard output: " + failure.message()});
    }
  }
}

} // namespace syncbell
