#pragma once

#include "cli/completer.hpp"
#include "core/exit_status.hpp"
#include "environment.hpp"

namespace syncbell {

struct CompleteOptions {
  CompletedLine line;
};

// For the scripts of completions/: a line for each word that may stand where one is being typed,
// with a tab and its description where it has one; or ":files". Never says anything else, and ends
// within 300 ms.
ExitStatus run(const CompleteOptions& options, Environment& environment);

} // namespace syncbell
