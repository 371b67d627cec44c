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

// The pauses between two polls unless told otherwise: where polling is what the wait relies on, and
// where it is the safety net of webhooks.
inline constexpr std::chrono::seconds fast_poll_interval{30};
inline constexpr std::chrono::minutes slow_poll_interval{5};

enum class WaitVia { automatic, poll, webhook, both };

struct WaitOptions {
  std::string title = "syncbell wait"; // as what a CI job knows it: `sync --wait` is one too
  OutputOptions output;
  ApiOptions api;
  SecretOptions secrets;
  ReceiverOptions receiver;
  SaveOptions save;
  bool listen_given = false; // --listen was on the command line
  PublicOptions reach;       // a subscription of our own is made for it

  std::vector<IntegrationId> integrations;
  WaitRules rules;
  bool since_given = false;
  Quorum quorum = Quorum::all;
  Duration timeout = std::chrono::hours{6};
  std::optional<Duration> poll_interval; // nothing: slow where webhooks are received, else fast
  WaitVia via = WaitVia::automatic;
  bool existing_subscription = false; // deliveries reach the listener already, or reach proves it

  bool listens() const { return existing_subscription || reach.given(); }
  bool subscribes() const { return reach.given() && !existing_subscription; }
  bool start_sync = false;
  SyncRequest sync_request; // what to start; `sync --wait` may name models
  std::vector<std::string> command;
};

// Whether a setting that nobody typed has any part in such a wait.
bool uses(const WaitOptions& options, const std::string& setting);

void describe(CLI::App& app, WaitOptions& options);
// The part of it that `sync --wait` has too: verdict, deadline, polling.
void describe_waiting(CLI::App& app, WaitOptions& options);

// Blocks until the integrations have synced. The heart of syncbell; ARCHITECTURE.md tells the order
// of things.
ExitStatus run(const WaitOptions& given, Environment& environment);

} // namespace syncbell
