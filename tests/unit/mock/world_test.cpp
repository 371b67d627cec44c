#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

namespace {

std::string one_integration(const std::string& members) {
  return R"({"webhooks":[{"url":"http://r/","secret":"0123456789",
                          "triggers":["SYNC_COMPLETE","FIRST_SYNC_COMPLETE","JOB_FAILURE"]}],
             "integrations":[{"id":"a","vendor":"YARDI",)" +
         members + "}]}";
}

Json integration(Account& account) { return account.results("/v1/admin/integrations/a/"); }

Json schedule(Account& account, const std::string& id) {
  return account.results("/v1/admin/integrations/a/job-schedules/" + id + "/");
}

std::vector<std::string> kinds(const std::vector<Delivery>& deliveries) {
  std::vector<std::string> names;
  for (const Delivery& each : deliveries)
    names.emplace_back(name_of(each.kind));
  return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("World: a sync runs from its start for as long as it takes") {
  Account account(one_integration(R"("syncs":[{"starts_after":"2s","takes":"4s","jobs":4}])"));
  CHECK(account.world.next_due() == noon + 2s);
  account.at(1999ms);
  CHECK(integration(account)["is_running_sync"] == false);
  account.at(2s);
  CHECK(integration(account)["is_running_sync"] == true);
  CHECK(integration(account)["last_completed_sync"] == nullptr);
  account.at(5999ms);
  CHECK(integration(account)["is_running_sync"] == true);
  const auto sent = account.at(6s);
  CHECK(kinds(sent) == Names{"FIRST_SYNC_COMPLETE"});
  CHECK(sent[0].due == noon + 6s);
  CHECK(integration(account)["is_running_sync"] == false);
  CHECK(integration(account)["last_completed_sync"] == "2026-11-23T12:00:06.000Z");
  CHECK(integration(account)["updated_at"] == "2026-11-23T12:00:06.000Z");
  CHECK_FALSE(account.world.next_due());
}

TEST_CASE("World: what is noticed late happened when it was due") {
  Account account(one_integration(R"("syncs":[{"starts_after":"2s","takes":"4s","jobs":2}])"));
  const auto sent = account.at(1h);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].due == noon + 6s);
  CHECK(integration(account)["last_completed_sync"] == "2026-11-23T12:00:06.000Z");
}

TEST_CASE("World: jobs are spread evenly over the sync") {
  Account account(one_integration(R"("syncs":[{"takes":"4s","jobs":4,"failed_jobs":2}])"));
  const auto logs = [&] {
    return account.results("/v1/admin/logs/jobs/?order-by=created_at:asc&integration_id=a");
  };
  account.at(0s);
  CHECK(logs().empty());
  account.at(1s);
  CHECK(logs().size() == 1);
  account.at(3s);
  CHECK(logs().size() == 3);
  account.at(4s);
  const Json all = logs();
  REQUIRE(all.size() == 4);
  CHECK(all[0]["created_at"] == "2026-11-23T12:00:01.000Z");
  CHECK(all[3]["created_at"] == "2026-11-23T12:00:04.000Z");
  CHECK(all[0]["status"] == "FAILURE");
  CHECK(all[1]["status"] == "SUCCESS");
  CHECK(all[2]["status"] == "FAILURE");
  CHECK(all[3]["status"] == "SUCCESS");
  for (const Json& each : all)
    CHECK(each["root_job_id"] == all[0]["root_job_id"]);
  CHECK(all[0]["job_id"] != all[1]["job_id"]);
}

TEST_CASE("World: as many jobs fail as the scenario wants") {
  for (int failed = 0; failed <= 7; ++failed) {
    Account account(one_integration(R"("syncs":[{"takes":"0","jobs":7,"failed_jobs":)" +
                                    std::to_string(failed) + "}]"));
    const auto sent = account.at(0s);
    CHECK(account.results("/v1/admin/logs/jobs/?status=FAILURE").size() ==
          static_cast<std::size_t>(failed));
    CHECK(sent.size() == static_cast<std::size_t>(failed) + 1);
  }
}

TEST_CASE("World: failing jobs are announced when they fail") {
  Account account(one_integration(R"("syncs":[{"takes":"2s","jobs":2,"failed_jobs":1}])"));
  const auto failure = account.at(1s);
  REQUIRE(kinds(failure) == Names{"JOB_FAILURE"});
  const Json body = Json::parse(failure[0].body);
  const Json log = account.results("/v1/admin/logs/jobs/")[0];
  CHECK(body["trigger"] == "JOB_FAILURE");
  CHECK(body["data"]["event"] == "JOB_FAILURE");
  CHECK(body["data"]["integration_id"] == "a");
  CHECK(body["data"]["vendor"] == "YARDI");
  CHECK(body["data"]["job_id"] == log["job_id"]);
  CHECK(body["data"]["root_job_id"] == log["root_job_id"]);
  CHECK(body["data"]["job_type"] == log["job_type"]);
  const auto end = account.at(2s);
  REQUIRE(kinds(end) == Names{"FIRST_SYNC_COMPLETE"});
  const Json data = Json::parse(end[0].body)["data"];
  CHECK(data["successful_job_count"] == 1);
  CHECK(data["failed_job_count"] == 1);
  CHECK(data["is_sync_finished"] == true);
}

TEST_CASE("World: a sync without jobs still ends") {
  Account account(one_integration(R"("syncs":[{"takes":"1s","jobs":0}])"));
  CHECK(kinds(account.at(1s)) == Names{"FIRST_SYNC_COMPLETE"});
}

TEST_CASE("World: first completions") {
  SUBCASE("of each schedule and then no more") {
    Account account(one_integration(
        R"("schedules":[{"id":"s1"},{"id":"s2"}],
           "syncs":[{"starts_after":"1s","takes":"1s","schedule":"s1"},
                    {"starts_after":"3s","takes":"1s","schedule":"s2"},
                    {"starts_after":"5s","takes":"1s","schedule":"s1"}])"));
    const auto first = account.at(2s);
    CHECK(kinds(first) == Names{"FIRST_SYNC_COMPLETE"});
    CHECK(Json::parse(first[0].body)["data"]["job_schedule_id"] == "s1");
    CHECK(schedule(account, "s1")["last_run"] == "2026-11-23T12:00:01.000Z");
    CHECK(schedule(account, "s2")["last_run"] == nullptr);
    CHECK(kinds(account.at(4s)) == Names{"FIRST_SYNC_COMPLETE"});
    CHECK(kinds(account.at(6s)) == Names{"SYNC_COMPLETE"});
    CHECK(schedule(account, "s1")["last_run"] == "2026-11-23T12:00:05.000Z");
    CHECK(account.results("/v1/admin/logs/jobs/")[0]["job_schedule_id"] == "s1");
  }
  SUBCASE("a schedule that has run before") {
    Account account(one_integration(
        R"("schedules":[{"id":"s1","last_run":"-1h"}],"syncs":[{"takes":"1s","schedule":"s1"}])"));
    CHECK(kinds(account.at(1s)) == Names{"SYNC_COMPLETE"});
  }
  SUBCASE("an integration that has synced before and has no schedule") {
    Account account(one_integration(R"("last_completed_sync":"-1h","syncs":[{"takes":"1s"}])"));
    CHECK(kinds(account.at(1s)) == Names{"SYNC_COMPLETE"});
  }
}

TEST_CASE("World: a sync that is given up") {
  Account account(one_integration(
      R"("schedules":[{"id":"s1"}],
         "syncs":[{"takes":"1s","schedule":"s1","finished":false},
                  {"starts_after":"2s","takes":"1s","schedule":"s1"}])"));
  const auto given_up = account.at(1s);
  REQUIRE(kinds(given_up) == Names{"FIRST_SYNC_COMPLETE"});
  CHECK(Json::parse(given_up[0].body)["data"]["is_sync_finished"] == false);
  CHECK(integration(account)["last_completed_sync"] == nullptr);
  CHECK(integration(account)["is_running_sync"] == false);
  CHECK(schedule(account, "s1")["last_run"] == "2026-11-23T12:00:00.000Z");
  SUBCASE("does not count as the first completion") {
    CHECK(kinds(account.at(3s)) == Names{"FIRST_SYNC_COMPLETE"});
  }
}

TEST_CASE("World: syncs asked for") {
  const std::string id = "/v1/admin/integrations/a/";
  SUBCASE("the first one ever is announced as such and has no schedule") {
    Account account(
        one_integration(R"("schedules":[{"id":"s1"}],"manual_sync":{"takes":"1s","jobs":1})"));
    CHECK(account.ask("POST", id + "manual-sync").status == 200);
    const auto sent = account.at(1s);
    REQUIRE(kinds(sent) == Names{"FIRST_SYNC_COMPLETE"});
    CHECK(Json::parse(sent[0].body)["data"]["job_schedule_id"] == nullptr);
    CHECK(schedule(account, "s1")["last_run"] == nullptr);
    account.ask("POST", id + "manual-sync");
    CHECK(kinds(account.at(2s)) == Names{"SYNC_COMPLETE"});
  }
  SUBCASE("of a schedule where the scenario says so") {
    Account account(one_integration(
        R"("last_completed_sync":"-1h","schedules":[{"id":"s1"}],
           "manual_sync":{"takes":"1s","schedule":"s1"})"));
    account.ask("POST", id + "manual-sync");
    const auto sent = account.at(1s);
    REQUIRE(kinds(sent) == Names{"FIRST_SYNC_COMPLETE"});
    CHECK(Json::parse(sent[0].body)["data"]["job_schedule_id"] == "s1");
  }
  SUBCASE("with the models asked for") {
    Account account(one_integration(R"("manual_sync":{"takes":"1s","jobs":2})"));
    account.ask("POST", id + "manual-sync", R"({"models_to_sync":["leases"]})");
    const auto sent = account.at(1s);
    CHECK(Json::parse(sent.at(0).body)["data"]["models_synced"] == Json{"leases"});
    CHECK(account.results("/v1/admin/logs/jobs/?job_type=READ_LEASES").size() == 2);
  }
  SUBCASE("a back-sync") {
    Account account(one_integration(R"("manual_sync":{"takes":"1s"})"));
    CHECK(account.ask("POST", id + "back-sync").status == 200);
    const auto sent = account.at(1s);
    REQUIRE(kinds(sent) == Names{"SYNC_COMPLETE"});
    CHECK(Json::parse(sent[0].body)["data"]["is_backsync"] == true);
    CHECK(integration(account)["last_completed_back_sync"] == "2026-11-23T12:00:01.000Z");
    CHECK(integration(account)["last_completed_sync"] == nullptr);
  }
}

TEST_CASE("World: changes of an integration") {
  Account account(one_integration(
      R"("active":false,"can_authenticate":null,"is_running_data_access_check":true,
         "changes":[{"after":"2s","active":true},
                    {"after":"3s","can_authenticate":false,"is_running_data_access_check":false},
                    {"after":"4s","is_archived":true}],
         "syncs":[{"starts_after":"1s","takes":"1s"}])"));
  CHECK(integration(account)["can_authenticate"] == nullptr);
  CHECK(integration(account)["is_running_data_access_check"] == true);
  account.at(1s);
  SUBCASE("an inactive integration does not sync") {
    CHECK(integration(account)["is_running_sync"] == false);
    const auto news = account.world.take_news();
    REQUIRE(news.size() == 1);
    CHECK(news[0] == "sync of a not started: the integration is not active");
  }
  SUBCASE("happen in their time") {
    account.at(2s);
    CHECK(integration(account)["active"] == true);
    CHECK(integration(account)["can_authenticate"] == nullptr);
    account.at(3s);
    CHECK(integration(account)["can_authenticate"] == false);
    CHECK(integration(account)["is_running_data_access_check"] == false);
    account.at(4s);
    CHECK(integration(account)["is_archived"] == true);
  }
}

TEST_CASE("World: news") {
  Account account(one_integration(R"("syncs":[{"takes":"1s","jobs":3,"failed_jobs":1}])"));
  account.at(1s);
  CHECK(account.world.take_news() ==
        Names{"sync of a started: 3 jobs, 1s", "sync of a ended: 3 jobs, 1 failed"});
  CHECK(account.world.take_news().empty());
}
