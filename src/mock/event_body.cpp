#include "mock/event_body.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// `fields` without the name of the event.
std::string in_shape(PayloadShape shape, TriggerKind kind, const Json& fields) {
  if (shape == PayloadShape::bare) return written(fields);
  Json named = {{"event", name_of(kind)}};
  named.update(fields);
  switch (shape) {
  case PayloadShape::data_only:
    return written({{"data", std::move(named)}});
  case PayloadShape::flat:
    return written(named);
  default:
    return written({{"trigger", name_of(kind)}, {"data", std::move(named)}});
  }
}

Json oldest_fields(const SyncSummary& sync) {
  return {{"integration_id", sync.integration_id},
          {"successful_job_count", sync.successful_jobs},
          {"failed_job_count", sync.failed_jobs},
          {"is_sync_finished", sync.finished},
          {"vendor", sync.vendor}};
}

} // namespace

std::string sync_body(TriggerKind kind, const SyncSummary& sync, PayloadShape shape) {
  Json fields = oldest_fields(sync);
  if (shape != PayloadShape::bare) {
    fields["is_backsync"] = sync.back_sync;
    fields["job_schedule_id"] = sync.schedule ? Json(*sync.schedule) : Json(nullptr);
    fields["models_synced"] = sync.models;
  }
  return in_shape(shape, kind, fields);
}

std::string job_failure_body(const FailedJob& job, PayloadShape shape) {
  return in_shape(shape, TriggerKind::job_failure,
                  {{"job_id", job.job_id},
                   {"root_job_id", job.root_job_id},
                   {"integration_id", job.integration_id},
                   {"job_type", job.job_type},
                   {"vendor", job.vendor}});
}

} // namespace syncbell::mock
