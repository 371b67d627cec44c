#pragma once

#include "commands/api_session.hpp"
#include "commands/public_line_plan.hpp"
#include "commands/wait.hpp"
#include "commands/webhook_endpoint.hpp"
#include "output/console.hpp"

#include <optional>

namespace syncbell {

// The sources a wait listens to, made from its options.
struct WaitSetup {
  std::optional<ApiSession> api;
  bool polls = false;                         // the API is asked for the state
  std::optional<EndpointRules> endpoint = {}; // a webhook listener that is reached already
  std::optional<LinePlan> line = {};          // or one that has to be made reachable
  std::vector<Secret> secrets = {};           // the token and the signing secrets in use

  bool listens() const { return endpoint || line; }
};

// Resolves settings and decides which sources there are. Fails (usage) where the options contradict
// each other or leave nothing to listen to, naming every way to go on; (auth) where a token is
// needed and missing.
Result<WaitSetup> set_up_wait(const WaitOptions& options, Environment& environment,
                              Console& console);

} // namespace syncbell
