#pragma once

#include "commands/wait/session.hpp"
#include "environment.hpp"

#include <optional>

namespace syncbell {

// Runs COMMAND and takes the integrations from its output if none were named. Nothing where all is
// well or the session ended first; else the status to end with: COMMAND failed.
std::optional<ExitStatus> run_command(const WaitOptions& options, WaitSession& session,
                                      WaitInbox& inbox, Environment& environment);

} // namespace syncbell
