#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

namespace {

constexpr const char* three = R"({"integrations":[
  {"id":"a","name":"A","vendor":"YARDI","last_completed_sync":"-1h",
   "schedules":[{"id":"s1","sync_frequency":6},{"id":"s2","status":"INACTIVE","last_run":"-2h"}]},
  {"id":"b","vendor":"RESMAN"},
  {"id":"old","vendor":"RESMAN","is_archived":true},
  {"id":"off","vendor":"MRI","active":false},
  {"id":"nologin","vendor":"MRI","can_authenticate":false}]})";

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items())
    keys.push_back(key);
  return keys;
}

// What the reference requires of an integration in a list.
const std::vector<std::string> required{"id",
                                        "created_at",
                                        "updated_at",
                                        "name",
                                        "vendor",
                                        "active",
                                        "system",
                                        "max_job_concurrency",
                                        "max_request_frequency",
                                        "max_request_cadence",
                                        "base_url",
                                        "is_archived",
                                        "last_completed_sync",
                                        "last_completed_back_sync",
                                        "new_properties_are_enabled",
                                        "integration_interfaces",
                                        "models",
                                        "can_authenticate",
                                        "last_data_access_check",
                                        "configuration_meta_data"};

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("list_integrations: filters") {
  Account account(three);
  const auto ids = [&](const std::string& query) {
    return ids_of(account.results("/v1/admin/integrations/" + query));
  };
  CHECK(ids("") == Ids{"a", "b", "off", "nologin"});
  CHECK(ids("?is_archived=true") == Ids{"a", "b", "old", "off", "nologin"});
  CHECK(ids("?is_archived=false") == Ids{"a", "b", "off", "nologin"});
  CHECK(ids("?integration_vendor=RESMAN") == Ids{"b"});
  CHECK(ids("?integration_vendor=RESMAN&is_archived=true") == Ids{"b", "old"});
  CHECK(ids("?order-by=created_at:asc&limit=1") == Ids{"nologin"});
  CHECK(issues_of(account.get("/v1/admin/integrations/?is_archived=yes"))[0]["path"] ==
        Json{"is_archived"});
}

TEST_CASE("list_integrations: has every field that the reference requires") {
  Account account(three);
  const Json item = account.results("/v1/admin/integrations/")[0];
  for (const std::string& key : required)
    CHECK_MESSAGE(item.contains(key), key);
  CHECK_FALSE(item.contains("is_running_sync"));
  CHECK_FALSE(item.contains("is_running_data_access_check"));
  CHECK(item["last_completed_sync"] == "2026-11-23T11:00:00.000Z");
  CHECK(item["system"] == "PRODUCTION");
  CHECK(item["created_at"] == "2026-10-24T12:00:00.000Z");
}

TEST_CASE("get_integration: one or null") {
  Account account(three);
  const Answer found = account.get("/v1/admin/integrations/a/");
  CHECK(found.body["meta"]["total"] == 1);
  CHECK(found.body["meta"]["hasMore"] == false);
  CHECK(found.body["results"]["name"] == "A");
  CHECK(found.body["results"]["is_running_sync"] == false);
  CHECK(found.body["results"]["is_running_data_access_check"] == false);
  for (const std::string& key : required)
    CHECK(found.body["results"].contains(key));
  CHECK(account.results("/v1/admin/integrations/old/")["is_archived"] == true);
  const Answer missing = account.get("/v1/admin/integrations/zzz/");
  CHECK(missing.status == 200);
  CHECK(missing.body.contains("results"));
  CHECK(missing.body["results"].is_null());
}

TEST_CASE("list_schedules: those of the integration") {
  Account account(three);
  const Json list = account.results("/v1/admin/integrations/a/job-schedules/");
  REQUIRE(list.size() == 2);
  const Json item = account.results("/v1/admin/integrations/a/job-schedules/s2/");
  CHECK(keys_of(item) == std::vector<std::string>{"id", "integration_id", "created_at",
                                                  "updated_at", "job_type", "status", "last_run",
                                                  "sync_frequency", "sync_cadence", "parameters"});
  CHECK(item["status"] == "INACTIVE");
  CHECK(item["integration_id"] == "a");
  CHECK(item["last_run"] == "2026-11-23T10:00:00.000Z");
  CHECK(account.results("/v1/admin/integrations/a/job-schedules/s1/")["sync_frequency"] == 6);
  CHECK(account.results("/v1/admin/integrations/zzz/job-schedules/").empty());
  CHECK(account.results("/v1/admin/integrations/b/job-schedules/s1/").is_null());
}

TEST_CASE("start_manual_sync: bodies") {
  Account account(three);
  const std::string path = "/v1/admin/integrations/b/manual-sync";
  for (const char* body : {"", "{}", R"({"sync_config_id":"x","models_to_sync":["leases"]})"}) {
    const Answer answer = account.ask("POST", path, body);
    CHECK(answer.status == 200);
    CHECK(answer.reply.body == R"({"result":{"success":true}})");
  }
  SUBCASE("an unknown key") {
    const Answer answer = account.ask("POST", path, R"({"models":[]})");
    CHECK(answer.reply.body ==
          R"({"error":{"code":"invalid_request","message":"invalid request","details":{"details":)"
          R"({"issues":[{"code":"unrecognized_keys","keys":["models"],"path":[],"message":)"
          R"("Unrecognized key(s) in object: 'models'"}],"name":"ZodError"}}}})");
  }
  SUBCASE("wrong types") {
    const Json issues = issues_of(
        account.ask("POST", path, R"({"sync_config_id":1,"models_to_sync":["leases",2]})"));
    REQUIRE(issues.size() == 2);
    CHECK(issues[0]["message"] == "Expected string, received number");
    CHECK(issues[1]["path"] == Json{"models_to_sync", 1});
  }
  SUBCASE("no object") {
    CHECK(issues_of(account.ask("POST", path, "[]"))[0]["message"] ==
          "Expected object, received array");
    CHECK(issues_of(account.ask("POST", path, "{"))[0]["message"] == "The body is not JSON");
  }
}

TEST_CASE("start_manual_sync: integrations that cannot") {
  Account account(three);
  const auto status = [&](const std::string& id, const std::string& action) {
    return account.ask("POST", "/v1/admin/integrations/" + id + "/" + action).status;
  };
  for (const char* action : {"manual-sync", "back-sync"}) {
    CHECK(status("zzz", action) == 404);
    CHECK(status("old", action) == 400);
    CHECK(status("off", action) == 400);
    CHECK(status("nologin", action) == 400);
    CHECK(status("b", action) == 200);
  }
  const Answer answer = account.ask("POST", "/v1/admin/integrations/off/manual-sync");
  CHECK(issues_of(answer)[0]["message"] == "the integration is not active");
}
