#pragma once

#include "mock/agenda.hpp"
#include "mock/dispatch.hpp"
#include "mock/id_maker.hpp"
#include "mock/integration.hpp"
#include "mock/webhook_registry.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell::mock {

enum class SyncKind { scheduled, manual, back_sync };

// The account as it changes with time: integrations, syncs under way, job log, webhooks and the
// deliveries to them. Does no I/O, has no threads and no clock: time is handed in and only moves
// forward. Not safe for concurrent use.
class World {
public:
  World(const Scenario& scenario, WallTime start);
  ~World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Lets everything happen that is due up to `now` and gives the webhooks to send. Each of them is
  // to be reported on later.
  std::vector<Delivery> advance(WallTime now);
  void report(std::uint64_t delivery, bool accepted, WallTime now);
  // When something will happen next, if nobody calls the API meanwhile.
  std::optional<WallTime> next_due() const { return agenda_.next_due(); }
  // What has happened since the last call, a line each, for people.
  std::vector<std::string> take_news();

  const std::string& system() const { return system_; }
  const std::vector<Integration>& integrations() const { return integrations_; }
  const Integration* find_integration(std::string_view id) const;
  const std::vector<JobLog>& job_logs() const { return job_logs_; }
  WebhookRegistry& webhooks() { return webhooks_; }

  // Starts the sync that the scenario has for manual ones. False when there is no such integration.
  // Without models all are synced.
  bool start_manual_sync(std::string_view id, SyncKind kind, std::vector<std::string> models,
                         WallTime now);

private:
  struct SyncRun;
  using Run = std::shared_ptr<SyncRun>;

  void plan(const IntegrationPlan& plan, Integration& integration, WallTime start);
  void start(const Run& run, WallTime at);
  void finish_job(const SyncRun& run, int number, WallTime at);
  void finish(const SyncRun& run, WallTime at);
  TriggerKind completion_kind(const SyncRun& run) const;
  void note_completion(const SyncRun& run, WallTime at);

  std::string system_;
  IdMaker ids_;
  Agenda agenda_;
  WebhookRegistry webhooks_;
  Dispatch dispatch_;
  std::vector<Integration> integrations_; // never grows: the agenda points into it
  std::vector<JobLog> job_logs_;          // oldest first
  std::vector<std::string> news_;
};

} // namespace syncbell::mock
