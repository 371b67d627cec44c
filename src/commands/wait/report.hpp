#pragma once

#include "commands/wait.hpp"
#include "core/rejection_tally.hpp"
#include "core/wait_board.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace syncbell {

// What a wait has heard apart from its verdicts.
struct WaitMemory {
  WallTime began_at{};
  std::vector<RejectionCount> rejections = {};  // deliveries rejected, by reason
  std::optional<Error> last_api_error = {};     // of the last look, if it failed
  bool polls = true;                            // else webhooks alone decide
  bool was_command_run = false;                 // though it may not have ended
  std::set<IntegrationId> syncs_requested = {}; // and not refused
  std::uint16_t listening_port = 0;             // where deliveries were received; 0: nowhere
};

// What there is to say of the subscription once it has been cleaned up.
struct WaitAftermath {
  std::vector<std::string> notes = {}; // how it was, for the closing report
  std::string left_behind = {};        // the command that removes what is left; empty: nothing is
};

// The explanation at a deadline or a signal, a line each: the last state seen of every integration
// that is undecided, what was rejected and why, and the command that resumes. To be called before
// the board is ended.
std::vector<std::string> closing_report(const WaitOptions& options, const WaitBoard& board,
                                        const WaitMemory& memory,
                                        const std::vector<std::string>& notes = {});

// How far one is that is still waited for, in a word or a few: "syncing".
std::string stage_of(const WaitCondition& condition);

// The command that waits for the rest, from where this wait began, and does what this one did not
// come to do: run COMMAND, start syncs. Quoted for a shell.
std::string resume_command(const WaitOptions& options, const std::vector<IntegrationId>& rest,
                           const WaitMemory& memory);

} // namespace syncbell
