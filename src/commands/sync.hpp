#pragma once

#include "commands/wait.hpp"

namespace syncbell {

struct SyncOptions {
  bool wait = false;
  // Output, API, integration and what to sync are used without --wait too.
  WaitOptions waiting;
};

void describe(CLI::App& app, SyncOptions& options);

// Asks Propexo to sync an integration now, and with --wait blocks until that sync is complete.
ExitStatus run(const SyncOptions& options, Environment& environment);

} // namespace syncbell
