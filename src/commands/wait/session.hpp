#pragma once

#include "commands/wait.hpp"
#include "commands/wait/api_worker.hpp"
#include "commands/wait/occurrence.hpp"
#include "commands/wait/report.hpp"
#include "core/backoff.hpp"
#include "core/wait_board.hpp"
#include "output/wait_display.hpp"
#include "platform/clock.hpp"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace syncbell {

// What a session works with; all of it outlives the session.
struct WaitTools {
  Clock& clock;
  std::function<double()> random;
  WaitInbox& inbox;
  WaitDisplay& display;
  ApiWorker* worker = nullptr; // none: webhooks alone decide
};

// The main thread of a wait: takes what happens from the inbox, lets the board judge it, asks the
// worker for the next look when it is due. Its phases are called in the order of the design; each
// returns early when the wait is over.
class WaitSession {
public:
  WaitSession(const WaitOptions& options, WaitTools tools);

  void expect(const std::vector<IntegrationId>& integrations,
              std::optional<WallTime> begun_at = std::nullopt);
  // Reads every state once: to judge it, or only to remember it before a COMMAND.
  void first_look(bool judge);
  // Until the COMMAND has ended; how it ended, or nothing if the wait was over before.
  std::optional<ChildEnd> await_command();
  // Reads every state again now that nothing can be missed, starts syncs if asked, and waits for
  // webhooks and polls until the question is answered, the deadline passes or a signal arrives.
  void await_verdicts();
  // Judges what has arrived and was not looked at yet: every delivery that was answered 200.
  void absorb();
  // Ends the wait for whatever is undecided and says why.
  ExitStatus conclude();
  // Ends it for a reason outside: the COMMAND failed, its output names nothing.
  void fail(const Error& error);
  const std::optional<Error>& failure() const { return failure_; }

  bool is_over() const;
  bool was_signalled() const { return signal_.has_value(); }
  void note_port(std::uint16_t port) { memory_.listening_port = port; }
  bool has_integrations() const { return !board_.integrations().empty(); }

private:
  enum class Look { none, baseline, state, poll };

  void start_look(Look look);
  void step(Instant until);
  void handle(Occurrence occurrence);
  void on(const DeliveryArrived& delivery);
  void on(const DeliveryRejected& delivery);
  void on(const ReadingTaken& taken);
  void on(const LookEnded& ended);
  void on(const JobsCounted& counted);
  void on(const SyncRequested& requested);
  void on(const CommandEnded& command);
  void on(const Signalled& signalled);
  void observe_event(const IntegrationId& id, const Event& event);
  void show_change(const ReadingTaken& taken);
  void count_jobs_if_useful(const IntegrationId& id);
  bool awaits_counts() const;
  void counting_failed(const IntegrationId& id, const Error& error);
  void look_failed(const Error& error);
  void start_syncs();
  void decide(const std::optional<Decision>& decision);
  void tick();
  WaitStatus status(Instant now) const;
  Verdict verdict_for_rest() const;

  const WaitOptions& options_;
  WaitTools tools_;
  Instant started_;
  Instant deadline_;
  WaitBoard board_;
  WaitMemory memory_;
  std::vector<DeliveryArrived> early_; // arrived before the integrations were known

  Look look_ = Look::none;     // under way
  bool armed_ = false;         // nothing can be missed any more: the look that counts may be taken
  bool look_is_armed_ = false; // the look under way began after that
  bool looked_since_armed_ = false;
  bool look_again_ = false; // something was heard that the next look may bear out
  Instant look_started_{};
  Instant next_poll_{};
  Backoff backoff_;
  std::set<IntegrationId> counting_; // job counts asked for and not yet answered
  std::set<IntegrationId> syncs_requested_;
  Instant next_tick_{};

  std::optional<ChildEnd> command_end_;
  bool command_cut_off_ = false; // by the deadline
  std::optional<int> signal_;
  std::optional<Error> failure_;
};

} // namespace syncbell
