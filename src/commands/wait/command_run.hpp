#pragma once

#include "commands/wait/session.hpp"
#include "core/secret.hpp"
#include "environment.hpp"

#include <optional>
#include <vector>

namespace syncbell {

// Runs COMMAND and takes the integrations from its output if none were named. Nothing where all is
// well or the session ended first; else the status to end with: COMMAND failed, or what it wrote
// names nothing, or holds one of the secrets and so may not be shown.
std::optional<ExitStatus> run_command(const WaitOptions& options,
                                      const std::vector<Secret>& secrets, WaitSession& session,
                                      WaitInbox& inbox, Environment& environment);

} // namespace syncbell
