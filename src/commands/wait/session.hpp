#pragma once

#include "commands/wait.hpp"
#include "commands/wait/api_worker.hpp"
#include "commands/wait/ending.hpp"
#include "commands/wait/look_schedule.hpp"
#include "commands/wait/occurrence.hpp"
#include "commands/wait/report.hpp"
#include "core/rejection_tally.hpp"
#include "core/wait_board.hpp"
#include "output/wait_display.hpp"
#include "platform/clock.hpp"

#include <functional>
#include <map>
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
  RejectionTally& rejections;
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
  // Until the line has proved its address and made its subscription, and looks after it from then
  // on; or until there will be none and polling goes on alone. False where the wait was over
  // before.
  bool await_line(PublicLine& line);
  // Before a COMMAND, as what it makes would be in vain with a token that is refused. An API that
  // is in trouble, or takes too long to say, keeps it from nothing.
  void try_token();
  // Whether to run it now.
  bool may_run_command();
  // Until the COMMAND has ended; how it ended, or nothing if the wait was over before.
  std::optional<ChildEnd> await_command();
  // How it ended as far as is known, after the wait too.
  const std::optional<ChildEnd>& command_end() const { return command_end_; }
  void warn(const std::string& text) { tools_.display.warn(text); }
  // Reads every state again now that nothing can be missed, starts syncs if asked, and waits for
  // webhooks and polls until the question is answered, the deadline passes or a signal arrives.
  void await_verdicts();
  // Judges what has arrived and was not looked at yet: every delivery that was answered 200.
  void absorb();
  // Ends the wait for whatever is undecided and says why; gives the results that are still to be
  // given. Nothing is to come after it.
  ExitStatus conclude(const WaitAftermath& aftermath);
  // Ends it for a reason outside: the COMMAND failed, its output names nothing.
  void fail(const Error& error);
  const std::optional<Error>& failure() const { return ending_.failure; }

  bool is_over() const;
  // Not without a COMMAND that had to end, or to be run, and was not by the deadline.
  bool may_go_on() const { return !is_over() && !ending_.command_was_cut_off; }
  // The same before it has run: that the answer is known already is no reason not to run it.
  bool may_go_on_to_command() const { return !is_broken_off() && !ending_.command_was_cut_off; }
  // That nothing asked of the worker is under way any more; what was answered by now counts.
  void forget_requests();
  bool was_signalled() const { return ending_.signal.has_value(); }
  // Where the listener is reached on this machine.
  void note_listening(const std::string& url, std::uint16_t port);
  bool has_integrations() const { return !board_.integrations().empty(); }
  bool is_answered() const { return has_integrations() && board_.finished(); }
  bool is_satisfied() const { return is_answered() && board_.outcome() == Outcome::satisfied; }

private:
  bool is_broken_off() const;
  Instant patience_before_command() const;
  void note_silence(); // of the API, before a COMMAND that does not wait for it
  bool has_time() const { return tools_.clock.now() < deadline_; }
  void start_look();
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
  void on(const LineEvent& event);
  void on(const LineReady& ready);
  void on(const LineFailed& failed);
  void on(const LineNews& news);
  void on(const LineLost& lost);
  void observe_event(const IntegrationId& id, const Event& event);
  void show_change(const ReadingTaken& taken);
  void count_jobs_if_useful(const IntegrationId& id);
  bool awaits_counts() const;
  void counting_failed(const IntegrationId& id, const Error& error);
  void count_jobs(const IntegrationId& id);
  void look_failed(const Error& error);
  void start_syncs();
  void decide(const std::optional<Decision>& decision);
  void tell_rejections();
  void tick();
  WaitStatus status(Instant now) const;
  std::string timeout_reason() const;
  Verdict closing_verdict(const IntegrationId& id) const;

  const WaitOptions& options_;
  WaitTools tools_;
  Instant started_;
  Instant heard_at_; // when the API last answered anything
  Instant deadline_;
  WaitBoard board_;
  WaitMemory memory_;
  std::vector<DeliveryArrived> early_; // arrived before the integrations were known

  std::vector<Decision> last_decisions_; // those that finish the wait: given at its very end

  Duration poll_interval_;
  LookSchedule looks_;
  // Job counts asked for and not yet answered, and whether for a sync that was complete by then.
  std::map<IntegrationId, bool> counting_;
  std::map<IntegrationId, std::string> uncountable_; // why, of those that the verdict depends on
  std::set<IntegrationId> syncs_requested_;
  Instant next_tick_{};

  std::string listening_at_;
  PublicLine* line_ = nullptr;
  bool line_is_ready_ = false;
  std::string before_;                // what is done before the wait itself, for people
  bool line_is_lost_ = false;         // polling stands in for it
  Instant line_due_ = Instant::max(); // when the line is to be looked after

  std::optional<ChildEnd> command_end_;
  WaitEnding ending_;
};

} // namespace syncbell
