#pragma once

#include "core/trigger_kind.hpp"
#include "mock/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

// The bodies of webhooks as Propexo writes them (docs.propexo.com, webhooks).
namespace syncbell::mock {

struct SyncSummary {
  std::string integration_id;
  std::string vendor;
  int successful_jobs = 0;
  int failed_jobs = 0;
  bool finished = true;
  bool back_sync = false;
  std::optional<std::string> schedule = {};
  std::vector<std::string> models = {};
};

struct FailedJob {
  std::string job_id;
  std::string root_job_id;
  std::string integration_id;
  std::string job_type;
  std::string vendor;
};

// `kind` is first_sync_complete or sync_complete. The bare shape has the five fields of the oldest
// documentation only.
std::string sync_body(TriggerKind kind, const SyncSummary& sync, PayloadShape shape);

std::string job_failure_body(const FailedJob& job, PayloadShape shape);

} // namespace syncbell::mock
