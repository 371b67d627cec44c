#pragma once

#include "cli/shared_options.hpp"
#include "commands/leased_subscription.hpp"
#include "commands/webhook_endpoint.hpp"
#include "core/settings.hpp"
#include "core/url.hpp"
#include "output/console.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// How Propexo is to reach the listener.
struct LinePlan {
  std::string public_url;          // may hold {port}; empty: the tunnel's
  std::vector<std::string> tunnel; // the words of its command, which may hold {port} and {url}
  EndpointRules endpoint;          // secrets that are known already, and the path here
  bool path_given = false;         // else the path is where the public address arrives
  std::string ca_file = {};
  bool may_be_nearby = false;      // whoever sends is on this machine, as the mock is
  std::optional<LeaseTerms> lease; // none: the address is proved and nothing registered
};

// What a plan is made from.
struct LineWish {
  const PublicOptions& reach;
  const ReceiverOptions& receiver;
  std::optional<Url> api; // where the subscription is to be made, if one is
  const Settings& settings;
};

// The plan for --public-url or --tunnel, still without secrets and lease. Fails (usage) on an
// address that cannot be meant or that Propexo cannot reach; warns of one over which deliveries
// travel in clear.
Result<LinePlan> plan_line(const LineWish& wish, Console& console);

// The flags with which another command reaches the same API: " --environment sandbox".
std::string flags_for_api(const ApiOptions& options);

} // namespace syncbell
