#include "core/trigger_kind.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace syncbell;

TEST_CASE("name_of trigger kind") {
  SUBCASE("is Propexo's name") {
    CHECK(name_of(TriggerKind::first_sync_complete) == std::string("FIRST_SYNC_COMPLETE"));
    CHECK(name_of(TriggerKind::sync_complete) == std::string("SYNC_COMPLETE"));
    CHECK(name_of(TriggerKind::job_failure) == std::string("JOB_FAILURE"));
    CHECK(name_of(TriggerKind::data_new) == std::string("DATA_NEW"));
    CHECK(name_of(TriggerKind::data_update) == std::string("DATA_UPDATE"));
    CHECK(name_of(TriggerKind::write_operation_failure) == std::string("WRITE_OPERATION_FAILURE"));
  }
  SUBCASE("is empty for a kind out of range") {
    CHECK(name_of(static_cast<TriggerKind>(99)) == std::string());
  }
}

TEST_CASE("trigger_kind_named") {
  SUBCASE("finds every kind by its name and no two share one") {
    std::set<std::string> names;
    for (const TriggerKind kind : all_trigger_kinds) {
      CHECK(trigger_kind_named(name_of(kind)) == kind);
      names.insert(name_of(kind));
    }
    CHECK(names.size() == 6);
  }
  SUBCASE("wants the exact name") {
    for (const char* name : {"", "sync_complete", "SYNC_COMPLETE ", "SYNC", "SYNC_COMPLETED",
                             "SYNC-COMPLETE", "INTEGRATION_DELETED"}) {
      CHECK(trigger_kind_named(name) == std::nullopt);
    }
  }
}
