#include "support/payloads.hpp"
#include "wire/event_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

template <class Kind>
Kind decoded(const std::string& body) {
  const Event event = decode_event(body);
  const Kind* found = std::get_if<Kind>(&event);
  CAPTURE(body);
  REQUIRE(found != nullptr);
  return *found;
}

} // namespace

TEST_CASE("decode_event reads every documented shape of a sync") {
  SUBCASE("FIRST_SYNC_COMPLETE in an envelope") {
    const auto sync = decoded<SyncCompletion>(payload("first_sync_complete.envelope"));
    CHECK(sync.kind == TriggerKind::first_sync_complete);
    CHECK(sync.integration.text() == "cly301lrc000009jvbp6vaz7i");
    CHECK(sync.vendor == "PROPERTYWARE");
    CHECK(sync.successful_jobs == 5);
    CHECK(sync.failed_jobs == 0);
    CHECK(sync.is_finished == true);
    CHECK_FALSE(sync.schedule);
    CHECK_FALSE(sync.is_back_sync);
  }
  SUBCASE("FIRST_SYNC_COMPLETE flat") {
    const auto sync = decoded<SyncCompletion>(payload("first_sync_complete.flat"));
    CHECK(sync.kind == TriggerKind::first_sync_complete);
    CHECK(sync.integration.text() == "INTEGRATION_ID_003");
    CHECK(sync.schedule == ScheduleId("JOB_SCHEDULE_ID_001"));
    CHECK(sync.successful_jobs == 49);
  }
  SUBCASE("SYNC_COMPLETE in an envelope") {
    const auto sync = decoded<SyncCompletion>(payload("sync_complete.envelope"));
    CHECK(sync.kind == TriggerKind::sync_complete);
    CHECK(sync.failed_jobs == 2);
    CHECK_FALSE(sync.schedule);
    CHECK(sync.is_back_sync == false);
  }
  SUBCASE("SYNC_COMPLETE flat") {
    const auto sync = decoded<SyncCompletion>(payload("sync_complete.flat"));
    CHECK(sync.kind == TriggerKind::sync_complete);
    CHECK(sync.vendor == "YARDI");
  }
  SUBCASE("a sync without a name") {
    const auto sync = decoded<SyncCompletion>(payload("sync_complete.bare"));
    CHECK_FALSE(sync.kind);
    CHECK(sync.integration.text() == "cly301lrc000009jvbp6vaz7i");
    CHECK(sync.successful_jobs == 12);
    CHECK(sync.failed_jobs == 1);
    CHECK(sync.is_finished == true);
    CHECK(sync.vendor == "RENTMANAGER");
  }
  SUBCASE("a sync without a name in an envelope without a trigger") {
    const auto sync =
        decoded<SyncCompletion>(R"({"data":{"integration_id":"i","is_sync_finished":false}})");
    CHECK_FALSE(sync.kind);
    CHECK(sync.is_finished == false);
  }
}

TEST_CASE("decode_event reads every documented shape of other events") {
  SUBCASE("JOB_FAILURE in an envelope and flat") {
    for (const char* name : {"job_failure.envelope", "job_failure.flat"}) {
      const auto failure = decoded<JobFailure>(payload(name));
      CHECK(failure.integration.text() == "INTEGRATION_ID_002");
      CHECK(failure.job.text() == "JOB_ID_002");
      CHECK(failure.root_job.text() == "ROOT_JOB_ID_002");
      CHECK(failure.job_type == "READ_RESIDENT_TRANSACTIONS");
      CHECK(failure.vendor == "RESMAN");
    }
  }
  SUBCASE("DATA_NEW flat") {
    const auto change = decoded<RecordChange>(payload("data_new.flat"));
    CHECK(change.kind == TriggerKind::data_new);
    CHECK(change.integration == IntegrationId("integration_id_redacted"));
    CHECK(change.object == "events");
    CHECK(change.record_id == "record_id_redacted");
  }
  SUBCASE("DATA_UPDATE in data alone") {
    const auto change = decoded<RecordChange>(payload("data_update.data_only"));
    CHECK(change.kind == TriggerKind::data_update);
    CHECK_FALSE(change.integration);
    CHECK(change.object == "residents");
    CHECK(change.record_id == "cly301zs1000109jv26hx7hii");
  }
  SUBCASE("a change in the oldest shape") {
    const auto change = decoded<RecordChange>(payload("data_update.meta"));
    CHECK_FALSE(change.kind);
    CHECK(change.integration == IntegrationId("cuid_1234567890"));
    CHECK(change.object == "leases");
    CHECK(change.record_id == "cuid_1234567890");
  }
  SUBCASE("WRITE_OPERATION_FAILURE") {
    const auto failure = decoded<WriteFailure>(payload("write_operation_failure.envelope"));
    CHECK(failure.integration.text() == "INTEGRATION_ID_002");
    CHECK(failure.root_job.text() == "ROOT_OPERATION_ID_002");
    CHECK(failure.write_status == "PARTIAL_SUCCESS");
  }
}

TEST_CASE("decode_event takes the name where it stands") {
  CHECK(decoded<SyncCompletion>(R"({"trigger":"SYNC_COMPLETE","data":{}})").kind ==
        TriggerKind::sync_complete);
  CHECK(decoded<SyncCompletion>(R"({"trigger":"SYNC_COMPLETE"})").kind ==
        TriggerKind::sync_complete);
  CHECK(decoded<SyncCompletion>(R"({"event":"SYNC_COMPLETE","data":{"vendor":"MRI"}})").vendor ==
        "MRI");
  CHECK(decoded<SyncCompletion>(
            R"({"trigger":"SYNC_COMPLETE","data":{"event":"FIRST_SYNC_COMPLETE"}})")
            .kind == TriggerKind::first_sync_complete);
  CHECK(decoded<SyncCompletion>(R"({"trigger":"SYNC_COMPLETE","data":{"event":null}})").kind ==
        TriggerKind::sync_complete);
}

TEST_CASE("decode_event reads numbers as they are written") {
  const auto jobs_in = [](const std::string& number) {
    return decoded<SyncCompletion>(R"({"event":"SYNC_COMPLETE","failed_job_count":)" + number + "}")
        .failed_jobs;
  };
  SUBCASE("whole numbers and whole doubles are counts") {
    CHECK(jobs_in("49") == 49);
    CHECK(jobs_in("49.0") == 49);
    CHECK(jobs_in("4.9e1") == 49);
    CHECK(jobs_in("0") == 0);
    CHECK(jobs_in("-0.0") == 0);
  }
  SUBCASE("what can be no count is left out") {
    for (const char* number : {"49.5", "-1", "-1.0", "1e300", "9223372036854775807",
                               "18446744073709551616", "\"49\"", "true", "null", "[]", "{}"}) {
      CAPTURE(number);
      CHECK_FALSE(jobs_in(number));
    }
  }
  SUBCASE("ids that are numbers are text") {
    const auto sync = decoded<SyncCompletion>(
        R"({"event":"SYNC_COMPLETE","integration_id":4711,"job_schedule_id":-7})");
    CHECK(sync.integration.text() == "4711");
    CHECK(sync.schedule == ScheduleId("-7"));
    CHECK(decoded<RecordChange>(R"({"meta":{"integration_id":4711,"object":"leases"}})")
              .integration == IntegrationId("4711"));
  }
}

TEST_CASE("decode_event leaves out what has another type") {
  SUBCASE("in a sync") {
    const auto sync = decoded<SyncCompletion>(
        R"({"event":"SYNC_COMPLETE","integration_id":{"a":1},"vendor":["MRI"],
            "successful_job_count":"many","is_sync_finished":"false","is_backsync":0,
            "job_schedule_id":true,"meta":"none"})");
    CHECK(sync.integration.empty());
    CHECK(sync.vendor.empty());
    CHECK_FALSE(sync.successful_jobs);
    CHECK_FALSE(sync.is_finished);
    CHECK_FALSE(sync.is_back_sync);
    CHECK_FALSE(sync.schedule);
  }
  SUBCASE("and looks for it further out") {
    const auto sync = decoded<SyncCompletion>(
        R"({"event":"SYNC_COMPLETE","integration_id":"outer","failed_job_count":3,
            "data":{"event":[],"integration_id":{},"failed_job_count":"3"}})");
    CHECK(sync.integration.text() == "outer");
    CHECK(sync.failed_jobs == 3);
  }
  SUBCASE("in data that is no object") {
    for (const char* data : {"null", "[]", "\"x\"", "7", "false"}) {
      const std::string body =
          R"({"event":"JOB_FAILURE","job_id":"j","data":)" + std::string(data) + "}";
      CHECK(decoded<JobFailure>(body).job.text() == "j");
    }
  }
}

TEST_CASE("decode_event knows what it does not know") {
  SUBCASE("an event of another name") {
    const auto event = decoded<UnrecognizedEvent>(
        R"({"trigger":"LEASE_SIGNED","data":{"event":"LEASE_SIGNED","integration_id":"i"}})");
    CHECK(event.name == "LEASE_SIGNED");
    CHECK(event.integration == IntegrationId("i"));
    CHECK_FALSE(event.reason.empty());
  }
  SUBCASE("names are compared exactly") {
    CHECK(decoded<UnrecognizedEvent>(R"({"event":"sync_complete"})").name == "sync_complete");
    CHECK(decoded<UnrecognizedEvent>(R"({"event":"SYNC_COMPLETE "})").name == "SYNC_COMPLETE ");
  }
  SUBCASE("an object that says nothing known") {
    for (const char* body : {"{}", R"({"data":{}})", R"({"hello":"world"})", R"({"meta":{}})"}) {
      const auto event = decoded<UnrecognizedEvent>(body);
      CHECK(event.name.empty());
      CHECK_FALSE(event.integration);
      CHECK_FALSE(event.reason.empty());
    }
  }
  SUBCASE("the integration of an object that says little else") {
    CHECK(decoded<UnrecognizedEvent>(R"({"integration_id":"i"})").integration ==
          IntegrationId("i"));
  }
  SUBCASE("other JSON") {
    for (const char* body :
         {"[]", "null", "true", "7", "\"SYNC_COMPLETE\"", R"([{"event":"X"}])"}) {
      CHECK_FALSE(decoded<UnrecognizedEvent>(body).reason.empty());
    }
  }
  SUBCASE("no JSON") {
    for (const char* body :
         {"", " ", "hello", "{", "{\"event\":}", "{'event':'X'}", "{}{}", "<html>"}) {
      CHECK_FALSE(decoded<UnrecognizedEvent>(body).reason.empty());
    }
  }
}
