#include "mock/event_body.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;

TEST_CASE("sync_body: every shape") {
  const SyncSummary sync{"a", "YARDI", 4, 1, true, false, "s1", {"leases"}};
  const auto body = [&](PayloadShape shape) {
    return sync_body(TriggerKind::sync_complete, sync, shape);
  };
  const std::string counts = R"("integration_id":"a","successful_job_count":4,)"
                             R"("failed_job_count":1,"is_sync_finished":true,"vendor":"YARDI")";
  const std::string fields =
      R"({"event":"SYNC_COMPLETE",)" + counts +
      R"(,"is_backsync":false,"job_schedule_id":"s1","models_synced":["leases"]})";
  CHECK(body(PayloadShape::envelope) == R"({"trigger":"SYNC_COMPLETE","data":)" + fields + "}");
  CHECK(body(PayloadShape::flat) == fields);
  CHECK(body(PayloadShape::data_only) == R"({"data":)" + fields + "}");
  CHECK(body(PayloadShape::bare) == "{" + counts + "}");
}

TEST_CASE("sync_body: no schedule is null") {
  const std::string body =
      sync_body(TriggerKind::first_sync_complete, {"a", "YARDI"}, PayloadShape::flat);
  CHECK(body.starts_with(R"({"event":"FIRST_SYNC_COMPLETE",)"));
  CHECK(body.find(R"("job_schedule_id":null)") != std::string::npos);
}

TEST_CASE("job_failure_body: shapes") {
  const FailedJob job{"j", "r", "a", "READ_LEASES", "YARDI"};
  const std::string fields = R"("job_id":"j","root_job_id":"r","integration_id":"a",)"
                             R"("job_type":"READ_LEASES","vendor":"YARDI"})";
  CHECK(job_failure_body(job, PayloadShape::flat) == R"({"event":"JOB_FAILURE",)" + fields);
  CHECK(job_failure_body(job, PayloadShape::bare) == "{" + fields);
}
