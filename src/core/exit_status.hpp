#pragma once

#include "core/error.hpp"

namespace syncbell {

// The statuses users script against. A command that was run for the user (wait -- COMMAND) passes
// its own status through, so any other number can occur too.
enum class ExitStatus : int {
  done = 0,
  local_failure = 1,
  usage = 2,
  answer_is_no = 3,
  auth = 4,
  unreachable = 5,
  timed_out = 124,
  hung_up = 129,
  interrupted = 130,
  terminated = 143,
};

ExitStatus exit_status_of(ErrorKind kind);

// The status after a signal: 128 + its number.
ExitStatus exit_status_of_signal(int signal);

} // namespace syncbell
