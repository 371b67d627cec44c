#include "commands/interruption.hpp"

namespace syncbell {

Interruption::Interruption(Environment& environment)
    : watch_(environment.watch_signals([this](int signal) {
        signal_ = signal;
        stop_.request_stop();
      })) {}

ExitStatus Interruption::status_for(ExitStatus status) const {
  const bool was_cut_short = status == ExitStatus::interrupted && signal_ != 0;
  return was_cut_short ? exit_status_of_signal(signal_) : status;
}

} // namespace syncbell
