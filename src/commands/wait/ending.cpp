#include "commands/wait/ending.hpp"

#include "platform/signals.hpp"

namespace syncbell {
namespace {

ExitStatus exit_status_of(Outcome outcome) {
  switch (outcome) {
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

} // namespace

Verdict verdict_for_rest(const WaitEnding& ending, const std::string& timeout) {
  if (ending.failure) return {Outcome::error, ending.failure->message, ending.failure->hint};
  if (ending.signal) return {Outcome::interrupted, "stopped by " + name_of_signal(*ending.signal)};
  return {Outcome::timed_out, timeout};
}

ExitStatus exit_status_of(const WaitEnding& ending, const WaitBoard& board) {
  const bool was_stopped = ending.was_early && ending.signal && !ending.failure;
  if (was_stopped) return exit_status_of_signal(*ending.signal);
  if (ending.command_was_cut_off) return ExitStatus::timed_out; // whatever else is true by now
  if (ending.was_early && ending.failure) return exit_status_of(ending.failure->kind);
  if (board.integrations().empty()) return ExitStatus::timed_out; // nobody has named any
  return exit_status_of(board.outcome());
}

} // namespace syncbell
