#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/http_message.hpp"
#include "core/ids.hpp"
#include "environment.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace syncbell {

struct SubscribeOptions {
  OutputOptions output;
  ApiOptions api;
  std::vector<IntegrationId> integrations; // empty: all
  std::string url;
  std::set<std::string> events; // empty: the two of a completed sync
  std::string model;
  HeaderFields headers;
  std::optional<Duration> lease;
  std::string secret_file; // "-" is standard input
  std::string secret_out;
  bool force = false;
  bool inactive = false;
  bool dry_run = false;
};

void describe(CLI::App& app, SubscribeOptions& options);

// Makes a webhook subscription, or changes the one that is there already to be it.
ExitStatus run(const SubscribeOptions& options, Environment& environment);

} // namespace syncbell
