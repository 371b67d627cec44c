#include "wire/event_json.hpp"
#include "wire/sample_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array both_shapes{SampleShape::envelope, SampleShape::flat};

// What decode_event reads back from the sample.
template <class Expected>
Expected read_back(TriggerKind kind, SampleShape shape) {
  const std::string body = encode_sample(sample_event(kind, IntegrationId("int-1")), shape);
  CAPTURE(body);
  const Event event = decode_event(body);
  REQUIRE(std::holds_alternative<Expected>(event));
  return std::get<Expected>(event);
}

template <class Expected>
Expected expected(TriggerKind kind) {
  return std::get<Expected>(sample_event(kind, IntegrationId("int-1")).event);
}

} // namespace

TEST_CASE("encode_sample of every kind in both shapes is read back as that kind") {
  for (const TriggerKind kind : all_trigger_kinds) {
    for (const SampleShape shape : both_shapes) {
      const std::string body = encode_sample(sample_event(kind, IntegrationId("a\"b")), shape);
      CAPTURE(body);
      CHECK(body.find('\n') == std::string::npos);
      const Event event = decode_event(body);
      CHECK(event_kind(event) == kind);
      CHECK(integration_of(event) == IntegrationId("a\"b"));
    }
  }
}

TEST_CASE("encode_sample says all of a sync") {
  for (const TriggerKind kind : {TriggerKind::sync_complete, TriggerKind::first_sync_complete}) {
    for (const SampleShape shape : both_shapes) {
      const auto read = read_back<SyncCompletion>(kind, shape);
      const auto meant = expected<SyncCompletion>(kind);
      CHECK(read.vendor == meant.vendor);
      CHECK(read.successful_jobs == meant.successful_jobs);
      CHECK(read.failed_jobs == meant.failed_jobs);
      CHECK(read.is_finished == meant.is_finished);
      CHECK(read.is_back_sync == meant.is_back_sync);
      CHECK(read.schedule == meant.schedule);
    }
  }
}

TEST_CASE("encode_sample says all of a failure") {
  for (const SampleShape shape : both_shapes) {
    const auto job = read_back<JobFailure>(TriggerKind::job_failure, shape);
    CHECK(job.job == expected<JobFailure>(TriggerKind::job_failure).job);
    CHECK(job.root_job == expected<JobFailure>(TriggerKind::job_failure).root_job);
    CHECK(job.job_type == "READ_RESIDENT_TRANSACTIONS");
    const auto write = read_back<WriteFailure>(TriggerKind::write_operation_failure, shape);
    CHECK(write.write_status == "PARTIAL_SUCCESS");
    CHECK_FALSE(write.root_job.empty());
  }
}

TEST_CASE("encode_sample says what has changed in a record") {
  for (const SampleShape shape : both_shapes) {
    const auto change = read_back<RecordChange>(TriggerKind::data_update, shape);
    CHECK(change.object == "residents");
    CHECK_FALSE(change.record_id.empty());
  }
  const IntegrationId integration("int-1");
  const Json update = Json::parse(
      encode_sample(sample_event(TriggerKind::data_update, integration), SampleShape::flat));
  CHECK(update["diff"]["new"]["email_1"] != update["diff"]["previous"]["email_1"]);
  CHECK_FALSE(update.contains("payload"));
  const Json added = Json::parse(
      encode_sample(sample_event(TriggerKind::data_new, integration), SampleShape::envelope));
  CHECK(added["trigger"] == "DATA_NEW");
  CHECK(added["data"]["payload"]["first_name"] == "Mary");
  CHECK(added["data"]["meta"]["integration_id"] == "int-1");
  CHECK_FALSE(added["data"].contains("diff"));
}
