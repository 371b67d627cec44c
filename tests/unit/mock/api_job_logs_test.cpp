#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

TEST_CASE("list_job_logs: filters and fields") {
  Account account(R"({"integrations":[
    {"id":"a","vendor":"X","syncs":[{"takes":"4s","jobs":4,"failed_jobs":1}]},
    {"id":"b","vendor":"X","syncs":[{"takes":"2s","jobs":2}]}]})");
  account.at(4s);
  const auto count = [&](const std::string& query) {
    return account.get("/v1/admin/logs/jobs/" + query).body["meta"]["total"].get<int>();
  };
  CHECK(count("") == 6);
  CHECK(count("?integration_id=a") == 4);
  CHECK(count("?integration_id=a&status=FAILURE") == 1);
  CHECK(count("?status=SUCCESS") == 5);
  CHECK(count("?job_type=READ_UNITS") == 2);
  CHECK(count("?integration_id=zzz") == 0);
  const Json newest = account.results("/v1/admin/logs/jobs/?integration_id=a")[0];
  CHECK(newest["created_at"] == "2026-11-23T12:00:04.000Z");
  CHECK(newest["integration_id"] == "a");
  CHECK(newest["parent_job_id"] == newest["root_job_id"]);
  CHECK(newest["job_schedule_id"].is_null());
  CHECK(newest["associated_property_id"].is_null());
  CHECK(newest.size() == 10);
}

TEST_CASE("list_job_logs: refuses a status that does not exist") {
  Account account("{}");
  const Json issue = issues_of(account.get("/v1/admin/logs/jobs/?status=DONE"))[0];
  CHECK(issue["code"] == "invalid_enum_value");
  CHECK(issue["received"] == "DONE");
  CHECK(issue["message"] == "Invalid enum value. Expected 'SUCCESS' | 'FAILURE', received 'DONE'");
}
