#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/ids.hpp"
#include "environment.hpp"

namespace syncbell {

struct IntegrationsOptions {
  OutputOptions output;
  ApiOptions api;
  IntegrationId id; // empty: list all
};

void describe(CLI::App& app, IntegrationsOptions& options);

// Lists integrations, or shows one with its job schedules.
ExitStatus run(const IntegrationsOptions& options, Environment& environment);

} // namespace syncbell
