#include "core/sample_event.hpp"

namespace syncbell {
namespace {

constexpr const char* vendor = "RENTMANAGER";

SampleEvent sync(TriggerKind kind, const IntegrationId& integration) {
  const bool is_first = kind == TriggerKind::first_sync_complete;
  SyncCompletion completion;
  completion.kind = kind;
  completion.integration = integration;
  completion.vendor = vendor;
  completion.successful_jobs = is_first ? 184 : 49;
  completion.failed_jobs = is_first ? 0 : 2;
  completion.is_finished = true;
  completion.is_back_sync = false;
  completion.schedule = ScheduleId("cm5d0u3q1000a08l47c9k2w8p");
  SampleEvent sample{kind, completion};
  sample.models_synced = {"properties", "units", "leases", "residents"};
  return sample;
}

SampleEvent job_failure(const IntegrationId& integration) {
  return {TriggerKind::job_failure,
          JobFailure{integration, JobId("cm5d1fx7w002h08l4d3v6b9yt"),
                     JobId("cm5d1fx2k002f08l40m8s5e1n"), "READ_RESIDENT_TRANSACTIONS", vendor}};
}

SampleEvent change(TriggerKind kind, const IntegrationId& integration) {
  SampleEvent sample{kind,
                     RecordChange{kind, integration, "residents", "cm5d2gk9r00b108l4h1x7u4zq"}};
  sample.job = {integration, JobId("cm5d2gb4m00ay08l4q8n2t5cw"), JobId("cm5d2gb0e00aw08l49f6j3k7d"),
                "READ_RESIDENTS", vendor};
  sample.property_id = "cm4z8t6hs000308l4e5r1y9mb";
  sample.after = {{"first_name", "Mary"},
                  {"last_name", "Okafor"},
                  {"email_1", "mary.okafor@example.com"},
                  {"updated_at", "2026-11-23T08:00:00.123Z"}};
  if (kind == TriggerKind::data_update) {
    sample.before = {{"email_1", "m.okafor@example.com"},
                     {"updated_at", "2026-09-01T14:30:12.480Z"}};
    sample.after = {{"email_1", "mary.okafor@example.com"},
                    {"updated_at", "2026-11-23T08:00:00.123Z"}};
  }
  return sample;
}

SampleEvent write_failure(const IntegrationId& integration) {
  SampleEvent sample{
      TriggerKind::write_operation_failure,
      WriteFailure{integration, vendor, JobId("cm5d3p1vy00cz08l46w4a8s2k"), "PARTIAL_SUCCESS"}};
  sample.errors = {"Failed to write resident transaction: the charge code does not exist"};
  return sample;
}

} // namespace

SampleEvent sample_event(TriggerKind kind, const IntegrationId& integration) {
  switch (kind) {
  case TriggerKind::first_sync_complete:
  case TriggerKind::sync_complete:
    return sync(kind, integration);
  case TriggerKind::job_failure:
    return job_failure(integration);
  case TriggerKind::data_new:
  case TriggerKind::data_update:
    return change(kind, integration);
  case TriggerKind::write_operation_failure:
    return write_failure(integration);
  }
  return {};
}

IntegrationId sample_integration() { return IntegrationId("cm4z8r2fa000008l4b6q3d7xe"); }

} // namespace syncbell
