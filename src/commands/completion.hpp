#pragma once

#include "core/exit_status.hpp"
#include "environment.hpp"

#include <string>

namespace CLI {
class App;
}

namespace syncbell {

struct CompletionOptions {
  std::string shell;
};

void describe(CLI::App& app, CompletionOptions& options);

// Prints the script that teaches a shell to complete command lines of syncbell: the file of
// completions/ for that shell, byte for byte.
ExitStatus run(const CompletionOptions& options, Environment& environment);

} // namespace syncbell
