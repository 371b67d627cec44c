#include "core/sample_event.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("sample_event") {
  SUBCASE("is of the kind asked for and about the integration") {
    for (const TriggerKind kind : all_trigger_kinds) {
      const SampleEvent sample = sample_event(kind, IntegrationId("int-1"));
      CHECK(sample.kind == kind);
      CHECK(event_kind(sample.event) == kind);
      CHECK(integration_of(sample.event) == IntegrationId("int-1"));
    }
  }
  SUBCASE("has what only its kind has") {
    const auto of = [](TriggerKind kind) { return sample_event(kind, sample_integration()); };
    CHECK_FALSE(of(TriggerKind::sync_complete).models_synced.empty());
    CHECK_FALSE(of(TriggerKind::write_operation_failure).errors.empty());
    CHECK_FALSE(of(TriggerKind::data_new).after.empty());
    CHECK(of(TriggerKind::data_new).before.empty());
    CHECK_FALSE(of(TriggerKind::data_update).before.empty());
    CHECK(of(TriggerKind::data_update).job.integration == sample_integration());
  }
}
