#include "output/integration_view.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Json = nlohmann::ordered_json;

Integration oak_house() {
  Integration integration = healthy_integration(minute(0));
  integration.name = "Oak House";
  integration.system = "SANDBOX";
  return integration;
}

std::string state_of(const Integration& integration) {
  const std::string text = integration_text(integration, {}, {});
  const std::size_t at = text.find("state          ") + 15;
  return text.substr(at, text.find('\n', at) - at);
}

} // namespace

TEST_CASE("encode_integrations") {
  SUBCASE("is an array though it is empty") { CHECK(encode_integrations({}) == "[]\n"); }
  SUBCASE("says what is known and null for the rest") {
    Integration listed = oak_house();
    listed.is_running_sync = std::nullopt;
    const Json one = Json::parse(encode_integrations({listed})).at(0);
    CHECK(one.dump() ==
          R"({"id":"int-1","name":"Oak House","vendor":"YARDI","system":"SANDBOX","active":true,)"
          R"("is_archived":false,"can_authenticate":true,"is_running_sync":null,)"
          R"("last_completed_sync":"2026-11-23T08:00:00.000Z","last_completed_back_sync":null})");
  }
}

TEST_CASE("encode_integration lists its schedules") {
  Schedule daily = schedule("s1", std::nullopt);
  daily.job_type = "READ_LEASES";
  daily.sync_frequency = 12;
  daily.sync_cadence = "HOUR";
  const Json document = Json::parse(encode_integration(oak_house(), {daily}));
  CHECK(document["id"] == "int-1");
  CHECK(document["schedules"].dump() ==
        R"([{"id":"s1","job_type":"READ_LEASES","active":true,"last_run":null,)"
        R"("sync_frequency":12,"sync_cadence":"HOUR"}])");
  CHECK(Json::parse(encode_integration(oak_house(), {}))["schedules"].dump() == "[]");
}

TEST_CASE("integrations_text") {
  SUBCASE("is a table with its header though it is empty") {
    CHECK(integrations_text({}, {}) == "ID  NAME  VENDOR  STATE  LAST SYNC\n");
  }
  SUBCASE("shows times as they are in a pipe and how long ago on a terminal") {
    CHECK(integrations_text({oak_house()}, {}).find("2026-11-23T08:00:00.000Z") !=
          std::string::npos);
    const ViewSettings terminal{80, minute(185)};
    CHECK(integrations_text({oak_house()}, terminal).find("3h05m ago") != std::string::npos);
    CHECK(integrations_text({healthy_integration()}, terminal).find("never") != std::string::npos);
  }
  SUBCASE("shows a time to come as it is since clocks differ") {
    CHECK(integrations_text({oak_house()}, {80, minute(-1)}).find("2026-11-23T08:00:00.000Z") !=
          std::string::npos);
  }
  SUBCASE("does not obey a name") {
    Integration evil = oak_house();
    evil.name = "Oak\x1b[2J\nHouse";
    CHECK(integrations_text({evil}, {}).find("Oak\\x1b[2J\\x0aHouse") != std::string::npos);
  }
}

TEST_CASE("integration_text") {
  SUBCASE("says the state that matters most") {
    Integration integration = oak_house();
    CHECK(state_of(integration) == "active");
    integration.is_running_sync = true;
    CHECK(state_of(integration) == "syncing");
    integration.can_authenticate = false;
    CHECK(state_of(integration) == "cannot sign in");
    integration.active = false;
    CHECK(state_of(integration) == "inactive");
    integration.is_archived = true;
    CHECK(state_of(integration) == "archived");
  }
  SUBCASE("says that there are no schedules") {
    CHECK(integration_text(oak_house(), {}, {}).find("no job schedules") != std::string::npos);
  }
  SUBCASE("lists schedules") {
    Schedule daily = schedule("s1", minute(0), false);
    daily.sync_frequency = 1;
    daily.sync_cadence = "DAY";
    const std::string text = integration_text(oak_house(), {daily}, {});
    CHECK(text.find("INACTIVE") != std::string::npos);
    CHECK(text.find("every 1 DAY") != std::string::npos);
  }
}
