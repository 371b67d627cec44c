#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/removal.hpp"
#include "environment.hpp"

namespace syncbell {

struct UnsubscribeOptions {
  OutputOptions output;
  ApiOptions api;
  RemovalChoice choice;
  bool yes = false;
  bool dry_run = false;
};

void describe(CLI::App& app, UnsubscribeOptions& options);

// Removes webhook subscriptions by id, integration or URL, or those whose lease is over. What is
// gone already counts as removed. Where some could not be removed the others are all the same.
ExitStatus run(const UnsubscribeOptions& options, Environment& environment);

} // namespace syncbell
