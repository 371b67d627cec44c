#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

TEST_CASE("default_scenario: has one integration for each state that a caller meets") {
  Account account(default_scenario());
  const auto item = [&](const std::string& id) {
    return account.results("/v1/admin/integrations/" + id + "/");
  };
  CHECK(account.results("/v1/admin/integrations/").size() == 5);
  CHECK(account.results("/v1/admin/integrations/?is_archived=true").size() == 6);
  CHECK(item("cmsynced00000000000000001")["last_completed_sync"] == "2026-11-22T12:00:00.000Z");
  CHECK(item("cmnologin0000000000000001")["can_authenticate"] == false);
  CHECK(item("cmarchived000000000000001")["is_archived"] == true);
  CHECK(item("cminactive000000000000001")["active"] == false);
  CHECK(item("cmfresh000000000000000001")["last_completed_sync"] == nullptr);
  for (const Json& each : account.results("/v1/admin/integrations/?is_archived=true")) {
    CHECK(each["id"].get<std::string>().size() == 25);
  }
}

TEST_CASE("default_scenario: the one with two schedules syncs both by itself") {
  Account account(default_scenario());
  account.at(1min);
  const Json schedules =
      account.results("/v1/admin/integrations/cmtwoschedules00000000001/job-schedules/");
  REQUIRE(schedules.size() == 2);
  for (const Json& each : schedules) {
    CHECK(each["status"] == "ACTIVE");
    CHECK(each["last_run"] != nullptr);
  }
}

TEST_CASE("default_scenario: the fresh one syncs when it is asked to") {
  Account account(default_scenario());
  const std::string fresh = "/v1/admin/integrations/cmfresh000000000000000001/";
  CHECK(account.ask("POST", fresh + "manual-sync").status == 200);
  CHECK(account.results(fresh)["is_running_sync"] == true);
  account.at(3s);
  CHECK(account.results(fresh)["last_completed_sync"] == "2026-11-23T12:00:03.000Z");
}
