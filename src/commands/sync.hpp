#pragma once

#include "commands/wait.hpp"

namespace syncbell {

struct SyncOptions {
  bool wait = false;
  // Output, API, integration and what to sync are used without --wait too.
  WaitOptions waiting;
};

// Whether a setting that nobody typed has any part in it.
bool uses(const SyncOptions& options, const std::string& setting);

void describe(CLI::App& app, SyncOptions& options);

// Asks Propexo to sync an integration now, and with --wait blocks until that sync is complete.
ExitStatus run(const SyncOptions& options, Environment& environment);

} // namespace syncbell
