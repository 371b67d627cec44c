#pragma once

#include "api/propexo_api.hpp"
#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/wait_board.hpp"
#include "environment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

enum class WaitVia { automatic, poll, webhook, both };

struct WaitOptions {
  OutputOptions output;
  ApiOptions api;
  SecretOptions secrets;
  ReceiverOptions receiver;
  SaveOptions save;
  bool listen_given = false; // --listen was on the command line

  std::vector<IntegrationId> integrations;
  WaitRules rules;
  bool since_given = false;
  Quorum quorum = Quorum::all;
  Duration timeout = std::chrono::hours{6};
  Duration poll_interval = std::chrono::seconds{30};
  WaitVia via = WaitVia::automatic;
  bool existing_subscription = false; // deliveries reach the listener already
  bool start_sync = false;
  SyncRequest sync_request; // what to start; `sync --wait` may name models
  std::vector<std::string> command;
};

void describe(CLI::App& app, WaitOptions& options);
// The part of it that `sync --wait` has too: verdict, deadline, polling.
void describe_waiting(CLI::App& app, WaitOptions& options);

// Blocks until the integrations have synced. The heart of syncbell; ARCHITECTURE.md tells the order
// of things.
ExitStatus run(const WaitOptions& given, Environment& environment);

} // namespace syncbell
