#pragma once

#include "mock/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

// What the simulated account holds, in the state in which it is now.
namespace syncbell::mock {

struct Schedule {
  std::string id;
  std::string integration_id;
  WallTime created_at;
  WallTime updated_at;
  std::string job_type;
  bool active = true;
  std::optional<WallTime> last_run; // when the run started
  int sync_frequency = 0;
  std::string sync_cadence;
  bool has_completed = false;
};

struct Integration {
  std::string id;
  std::string name;
  std::string vendor;
  WallTime created_at;
  WallTime updated_at;
  bool active = true;
  bool is_archived = false;
  std::optional<bool> can_authenticate;
  bool is_running_data_access_check = false;
  std::optional<WallTime> last_completed_sync;
  std::optional<WallTime> last_completed_back_sync;
  int running_syncs = 0;
  std::vector<Schedule> schedules;
  SyncPlan manual_sync;

  Schedule* find_schedule(const std::string& schedule_id);
};

struct JobLog {
  std::string id;
  std::string job_id;
  std::string job_type;
  bool succeeded = true;
  std::string root_job_id;
  std::optional<std::string> schedule_id;
  std::string integration_id;
  WallTime created_at;
};

Integration integration_from(const IntegrationPlan& plan, WallTime start);

void apply(const IntegrationChange& change, Integration& integration, WallTime at);

// Why the integration cannot sync; empty when it can.
std::string obstacle_to_sync(const Integration& integration);

} // namespace syncbell::mock
