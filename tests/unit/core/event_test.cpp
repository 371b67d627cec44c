#include "core/event.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const IntegrationId id("int-1");

SyncCompletion sync(std::optional<TriggerKind> kind) {
  SyncCompletion made;
  made.kind = kind;
  made.integration = id;
  return made;
}

} // namespace

TEST_CASE("event_name") {
  CHECK(event_name(sync(TriggerKind::first_sync_complete)) == "FIRST_SYNC_COMPLETE");
  CHECK(event_name(sync(TriggerKind::sync_complete)) == "SYNC_COMPLETE");
  CHECK(event_name(sync(std::nullopt)).empty());
  CHECK(event_name(JobFailure{}) == "JOB_FAILURE");
  CHECK(event_name(RecordChange{TriggerKind::data_new, {}, "", ""}) == "DATA_NEW");
  CHECK(event_name(RecordChange{}).empty());
  CHECK(event_name(WriteFailure{}) == "WRITE_OPERATION_FAILURE");
  CHECK(event_name(UnrecognizedEvent{"NEW_THING", {}, "new"}) == "NEW_THING");
  CHECK(event_name(UnrecognizedEvent{}).empty());
}

TEST_CASE("event_kind") {
  CHECK(event_kind(sync(TriggerKind::sync_complete)) == TriggerKind::sync_complete);
  CHECK_FALSE(event_kind(sync(std::nullopt)));
  CHECK(event_kind(JobFailure{}) == TriggerKind::job_failure);
  CHECK(event_kind(RecordChange{TriggerKind::data_update, {}, "", ""}) == TriggerKind::data_update);
  CHECK(event_kind(WriteFailure{}) == TriggerKind::write_operation_failure);
  CHECK_FALSE(event_kind(UnrecognizedEvent{"SYNC_COMPLETE", {}, ""}));
}

TEST_CASE("integration_of") {
  SUBCASE("is what each kind says") {
    CHECK(integration_of(sync(std::nullopt)) == id);
    CHECK(integration_of(JobFailure{id, {}, {}, "", ""}) == id);
    CHECK(integration_of(RecordChange{{}, id, "", ""}) == id);
    CHECK(integration_of(WriteFailure{id, "", {}, ""}) == id);
    CHECK(integration_of(UnrecognizedEvent{"", id, ""}) == id);
  }
  SUBCASE("is nothing where the payload does not say") {
    CHECK_FALSE(integration_of(SyncCompletion{}));
    CHECK_FALSE(integration_of(JobFailure{}));
    CHECK_FALSE(integration_of(RecordChange{}));
    CHECK_FALSE(integration_of(RecordChange{{}, IntegrationId(""), "", ""}));
    CHECK_FALSE(integration_of(UnrecognizedEvent{}));
  }
}

TEST_CASE("kind_or_default") {
  CHECK(kind_or_default(sync(std::nullopt)) == TriggerKind::sync_complete);
  CHECK(kind_or_default(sync(TriggerKind::first_sync_complete)) ==
        TriggerKind::first_sync_complete);
}
