#pragma once

#include "core/error.hpp"
#include "core/exit_status.hpp"
#include "core/wait_board.hpp"

#include <optional>
#include <string>

namespace syncbell {

// What ends a wait other than its answer.
struct WaitEnding {
  std::optional<Error> failure = {};
  std::optional<int> signal = {};
  bool command_was_cut_off = false; // by the deadline, or never run
  bool was_early = false;           // something was undecided when it ended
};

// The verdict for what is undecided. `timeout`: the reason where nothing but the deadline ended it.
Verdict verdict_for_rest(const WaitEnding& ending, const std::string& timeout);

ExitStatus exit_status_of(const WaitEnding& ending, const WaitBoard& board);

} // namespace syncbell
