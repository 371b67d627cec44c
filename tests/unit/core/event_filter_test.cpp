#include "core/event_filter.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const IntegrationId wanted("int-1");
const IntegrationId other("int-2");

SyncCompletion sync(std::optional<TriggerKind> kind, const IntegrationId& id = wanted) {
  SyncCompletion made;
  made.kind = kind;
  made.integration = id;
  return made;
}

} // namespace

TEST_CASE("EventFilter") {
  SUBCASE("that is empty admits everything") {
    CHECK(EventFilter{}.admits(sync(std::nullopt)));
    CHECK(EventFilter{}.admits(UnrecognizedEvent{}));
  }
  SUBCASE("admits events by name") {
    const EventFilter filter{{"FIRST_SYNC_COMPLETE", "JOB_FAILURE"}, {}};
    CHECK(filter.admits(sync(TriggerKind::first_sync_complete)));
    CHECK(filter.admits(JobFailure{}));
    CHECK_FALSE(filter.admits(sync(TriggerKind::sync_complete)));
    CHECK_FALSE(filter.admits(WriteFailure{}));
    CHECK_FALSE(filter.admits(UnrecognizedEvent{}));
  }
  SUBCASE("takes a sync body without a name as SYNC_COMPLETE") {
    CHECK(EventFilter{{"SYNC_COMPLETE"}, {}}.admits(sync(std::nullopt)));
    CHECK_FALSE(EventFilter{{"FIRST_SYNC_COMPLETE"}, {}}.admits(sync(std::nullopt)));
  }
  SUBCASE("admits an event nobody knows yet by its name") {
    const EventFilter filter{{"NEW_THING"}, {}};
    CHECK(filter.admits(UnrecognizedEvent{"NEW_THING", {}, ""}));
    CHECK_FALSE(filter.admits(UnrecognizedEvent{"new_thing", {}, ""}));
  }
  SUBCASE("does not take a change without a name for any event") {
    CHECK_FALSE(EventFilter{{"DATA_UPDATE"}, {}}.admits(RecordChange{}));
  }
  SUBCASE("admits events by integration") {
    const EventFilter filter{{}, {wanted}};
    CHECK(filter.admits(sync(TriggerKind::sync_complete)));
    CHECK_FALSE(filter.admits(sync(TriggerKind::sync_complete, other)));
    CHECK_FALSE(filter.admits(RecordChange{}));
    CHECK_FALSE(filter.admits(UnrecognizedEvent{}));
  }
  SUBCASE("asks for both where both are given") {
    const EventFilter filter{{"SYNC_COMPLETE"}, {wanted}};
    CHECK(filter.admits(sync(TriggerKind::sync_complete)));
    CHECK_FALSE(filter.admits(sync(TriggerKind::sync_complete, other)));
    CHECK_FALSE(filter.admits(sync(TriggerKind::first_sync_complete)));
  }
}
