#pragma once

#include "api/propexo_api.hpp"
#include "commands/wait/occurrence.hpp"
#include "platform/task_thread.hpp"

#include <optional>
#include <vector>

namespace syncbell {

// Asks the API on the thread that is kept for it, one request after the other in the order asked
// for, and puts what it learns into the inbox: so the main thread hears a webhook or a signal at
// once, whatever the API is doing. Destroying it cuts a request short.
class ApiWorker {
public:
  ApiWorker(PropexoApi& api, TaskThread& thread, WaitInbox& inbox);
  ~ApiWorker();
  ApiWorker(const ApiWorker&) = delete;
  ApiWorker& operator=(const ApiWorker&) = delete;

  // Posts a LookEnded that says whether the API takes the token.
  void try_token();
  // Posts a ReadingTaken for each integration and then a LookEnded.
  void look(std::vector<IntegrationId> integrations, bool with_schedules);
  // Posts JobsCounted.
  void count_jobs(const IntegrationId& integration, const JobWindow& window);
  // Posts SyncRequested.
  void start_sync(const IntegrationId& integration, const SyncRequest& request);

private:
  std::optional<Error> take_readings(const std::vector<IntegrationId>& integrations,
                                     bool with_schedules, std::stop_token stop);
  std::optional<Error> read_each(const std::vector<IntegrationId>& integrations,
                                 bool with_schedules, std::stop_token stop);
  std::optional<Error> read_list(const std::vector<IntegrationId>& integrations,
                                 std::stop_token stop);

  PropexoApi& api_;
  TaskThread& thread_;
  WaitInbox& inbox_;
  std::size_t listed_ = 0; // integrations in the account when they were last listed; 0: never
};

} // namespace syncbell
