#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/ids.hpp"
#include "environment.hpp"

#include <vector>

namespace syncbell {

struct SubscriptionsOptions {
  OutputOptions output;
  ApiOptions api;
  SubscriptionId id;                       // empty: list
  std::vector<IntegrationId> integrations; // empty: all
};

void describe(CLI::App& app, SubscriptionsOptions& options);

// Lists the account's webhooks, the inactive ones too, or shows one with its headers.
ExitStatus run(const SubscriptionsOptions& options, Environment& environment);

} // namespace syncbell
