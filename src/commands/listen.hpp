#pragma once

#include "cli/shared_options.hpp"
#include "commands/forwarder.hpp"
#include "core/event_filter.hpp"
#include "core/exit_status.hpp"
#include "environment.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace syncbell {

struct ListenOptions {
  OutputOptions output;
  SecretOptions secrets;
  ReceiverOptions receiver;
  PublicOptions reach;
  bool subscribe = false; // a subscription is made for it, and removed at the end
  ApiOptions api;
  SaveOptions save;
  ForwardOptions forward;
  std::set<std::string> events;            // empty: all
  std::vector<IntegrationId> integrations; // empty: all
  bool allow_unsigned = false;
  int count = 1;
  bool follow = false;
  bool dedupe = false;
  int respond = 200;
  std::optional<Duration> timeout;
};

// Whether a setting that nobody typed has any part in it.
bool uses(const ListenOptions& options, const std::string& setting);

void describe(CLI::App& app, ListenOptions& options);

// Receives webhooks and writes them to standard output, and where they are to be saved and
// forwarded to. Ends done when as many as asked for have been received, with 124 at the timeout,
// with 128 + n at a signal; takes the subscription away that it made.
ExitStatus run(const ListenOptions& options, Environment& environment);

} // namespace syncbell
