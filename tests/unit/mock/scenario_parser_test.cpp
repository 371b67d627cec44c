#include "mock/scenario.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

namespace {

// What is wrong with the text, as the user reads it.
std::string complaint(const std::string& text) {
  const Result<Scenario> scenario = parse_scenario(text, "s.json");
  REQUIRE_FALSE(scenario);
  CHECK(scenario.error().kind == ErrorKind::usage);
  return scenario.error().message;
}

std::string integration_with(const std::string& members) {
  return R"({"integrations":[{"id":"a","vendor":"YARDI",)" + members + "}]}";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* full = R"({
  "token": "letmein",
  "system": "SANDBOX",
  "rate_limit": 20,
  "rate_limit_window": "5s",
  "rate_limit_delay": "100ms",
  "webhook_retry_interval": "1s",
  "webhook_retries": 3,
  "webhooks": [{"url": "http://127.0.0.1:4480/hook", "triggers": ["SYNC_COMPLETE", "DATA_NEW"],
                "secret": "0123456789", "active": false, "model": "leases",
                "headers": [{"header": "x-one", "value": "1"}]}],
  "integrations": [{
    "id": "first", "name": "First", "vendor": "YARDI", "active": false, "is_archived": true,
    "can_authenticate": false, "is_running_data_access_check": true,
    "last_completed_sync": "-24h", "created_at": "2026-01-02T03:04:05Z",
    "schedules": [{"id": "s1", "job_type": "SYNC_X", "status": "INACTIVE", "last_run": "-25h",
                   "sync_frequency": 2, "sync_cadence": "DAY"}],
    "syncs": [{"starts_after": "3s", "takes": "4s", "jobs": 7, "failed_jobs": 2, "schedule": "s1",
               "finished": false, "shape": "bare",
               "faults": {"dropped": true, "duplicate": true, "late": "9s", "unsigned": true,
                          "wrongly_signed": true, "only": ["JOB_FAILURE"]}}],
    "manual_sync": {"takes": "1s", "jobs": 0, "schedule": "s1", "shape": "data_only"},
    "changes": [{"after": "2s", "active": true, "is_archived": false, "can_authenticate": true,
                 "is_running_data_access_check": false}]
  }],
  "api_faults": [{"method": "GET", "path": "/v1/*", "status": 503, "body": "oops",
                  "retry_after": "1s", "carried_out": true, "delay": "2s", "after": 1, "times": 2},
                 {"path": "/v1/webhooks/", "lost_reply": true}]
})";

} // namespace

TEST_CASE("parse_scenario: what belongs to the account") {
  const Result<Scenario> scenario = parse_scenario(full, "s.json");
  REQUIRE(scenario);
  CHECK(scenario->token.reveal() == "letmein");
  CHECK(scenario->system == "SANDBOX");
  CHECK(scenario->rate_limit.requests == 20);
  CHECK(scenario->rate_limit.window == 5s);
  CHECK(scenario->rate_limit.delay == 100ms);
  CHECK(scenario->webhook_retry_interval == 1s);
  CHECK(scenario->webhook_retries == 3);
  const WebhookPlan& webhook = scenario->webhooks.at(0);
  CHECK(webhook.url == "http://127.0.0.1:4480/hook");
  CHECK(webhook.triggers == std::vector<std::string>{"SYNC_COMPLETE", "DATA_NEW"});
  CHECK(webhook.secret.reveal() == "0123456789");
  CHECK_FALSE(webhook.active);
  CHECK(webhook.model == "leases");
  CHECK(webhook.headers == HeaderFields{{"x-one", "1"}});
}

TEST_CASE("parse_scenario: integrations") {
  const Result<Scenario> scenario = parse_scenario(full, "s.json");
  REQUIRE(scenario);
  const IntegrationPlan& plan = scenario->integrations.at(0);
  const WallTime start = *parse_timestamp("2026-11-23T12:00:00Z");
  CHECK(plan.name == "First");
  CHECK_FALSE(plan.active);
  CHECK(plan.is_archived);
  CHECK(plan.can_authenticate == false);
  CHECK(plan.is_running_data_access_check);
  CHECK(plan.last_completed_sync->resolve(start) == start - 24h);
  CHECK(plan.created_at.resolve(start) == *parse_timestamp("2026-01-02T03:04:05Z"));
  const SchedulePlan& schedule = plan.schedules.at(0);
  CHECK(schedule.job_type == "SYNC_X");
  CHECK_FALSE(schedule.active);
  CHECK(schedule.last_run->resolve(start) == start - 25h);
  CHECK(schedule.sync_frequency == 2);
  CHECK(schedule.sync_cadence == "DAY");
  const IntegrationChange& change = plan.changes.at(0);
  CHECK(change.after == 2s);
  CHECK(change.active == true);
  CHECK(change.is_archived == false);
  CHECK(change.can_authenticate == true);
  CHECK(change.is_running_data_access_check == false);
}

TEST_CASE("parse_scenario: syncs") {
  const Result<Scenario> scenario = parse_scenario(full, "s.json");
  REQUIRE(scenario);
  const IntegrationPlan& integration = scenario->integrations.at(0);
  const PlannedSync& sync = integration.syncs.at(0);
  CHECK(sync.starts_after == 3s);
  CHECK(sync.plan.takes == 4s);
  CHECK(sync.plan.jobs == 7);
  CHECK(sync.plan.failed_jobs == 2);
  CHECK(sync.plan.schedule == "s1");
  CHECK_FALSE(sync.plan.finished);
  CHECK(sync.plan.shape == PayloadShape::bare);
  const EventFaults& faults = sync.plan.faults;
  CHECK((faults.dropped && faults.duplicate && faults.without_signature && faults.wrongly_signed));
  CHECK(faults.late == 9s);
  CHECK(faults.only == std::vector{TriggerKind::job_failure});
  CHECK(integration.manual_sync.takes == 1s);
  CHECK(integration.manual_sync.jobs == 0);
  CHECK(integration.manual_sync.schedule == "s1");
  CHECK(integration.manual_sync.shape == PayloadShape::data_only);
}

TEST_CASE("parse_scenario: faults of the API") {
  const Result<Scenario> scenario = parse_scenario(full, "s.json");
  REQUIRE(scenario);
  const ApiFault& refused = scenario->api_faults.at(0);
  CHECK(refused.method == "GET");
  CHECK(refused.path == "/v1/*");
  CHECK(refused.status == 503);
  CHECK(refused.body == "oops");
  CHECK(refused.retry_after == 1s);
  CHECK(refused.carried_out);
  CHECK(refused.delay == 2s);
  CHECK(refused.after == 1);
  CHECK(refused.times == 2);
  const ApiFault& lost = scenario->api_faults.at(1);
  CHECK(lost.lost_reply);
  CHECK(lost.method.empty());
  CHECK_FALSE(lost.times);
}

TEST_CASE("parse_scenario: defaults") {
  const Result<Scenario> scenario =
      parse_scenario(R"({"integrations":[{"id":"a","vendor":"NEW_VENDOR"},
                                         {"id":"b","vendor":"X","can_authenticate":null}]})",
                     "s.json");
  REQUIRE(scenario);
  CHECK(scenario->token.reveal() == "mock-token");
  CHECK(scenario->rate_limit.requests == 150);
  CHECK(scenario->rate_limit.window == 1min);
  CHECK(scenario->webhook_retry_interval == 15min);
  CHECK(scenario->webhook_retries == 10);
  const IntegrationPlan& plan = scenario->integrations.at(0);
  CHECK(plan.name == "a");
  CHECK(plan.active);
  CHECK(plan.can_authenticate == true);
  CHECK_FALSE(plan.last_completed_sync);
  CHECK(plan.manual_sync.jobs == 5);
  SUBCASE("null says that the credentials were not checked") {
    CHECK_FALSE(scenario->integrations.at(1).can_authenticate.has_value());
  }
  SUBCASE("the file's order is that of the lists") {
    CHECK(scenario->integrations.at(1).created_at.before_start > plan.created_at.before_start);
  }
  SUBCASE("an empty token stays empty") {
    CHECK(parse_scenario(R"({"token":""})", "s.json")->token.empty());
  }
}

TEST_CASE("parse_scenario: refuses with line and place") {
  SUBCASE("what is not JSON") {
    CHECK(complaint("{\n\"token\" \"x\"}").starts_with("s.json:2: syntax error"));
    CHECK(complaint("\n") == "s.json: it is empty");
  }
  SUBCASE("a duration, with a hint of its own") {
    const auto scenario = parse_scenario(R"({"rate_limit_window": "5"})", "s.json");
    REQUIRE_FALSE(scenario);
    CHECK(scenario.error().message.ends_with("/rate_limit_window: duration '5' has no unit"));
    CHECK(scenario.error().hint.find("5s") != std::string::npos);
  }
  SUBCASE("what is no object") {
    CHECK(complaint("[]") == "s.json:1: must be an object and is an array");
  }
  SUBCASE("an unknown key with a suggestion") {
    CHECK(complaint("{\n\n\"integration\": []}") ==
          "s.json:3: /integration: is not a key known here; did you mean 'integrations'?");
  }
  SUBCASE("an unknown key far down") {
    const std::string text = "{\"integrations\": [\n{\"id\":\"a\", \"vendor\":\"X\",\n\"syncs\": "
                             "[\n{\"starts_afer\": \"1s\"}]}]}";
    CHECK(complaint(text) == "s.json:4: /integrations/0/syncs/0/starts_afer: is not a key known "
                             "here; did you mean 'starts_after'?");
  }
  SUBCASE("a duration without a unit") {
    const std::string text = complaint("{\"webhook_retry_interval\": \"15\"}");
    CHECK(text.starts_with("s.json:1: /webhook_retry_interval: duration '15' has no unit"));
  }
  SUBCASE("a secret is not repeated") {
    CHECK_FALSE(contains(complaint("{\"token\": \"hush-hush\n\"}"), "hush"));
    CHECK_FALSE(contains(complaint(R"({"webhooks":[{"url":"http://a/","triggers":["DATA_NEW"],
                                       "secret":"hush"}]})"),
                         "hush"));
  }
}

TEST_CASE("parse_scenario: refuses in an integration") {
  SUBCASE("no id") {
    CHECK(complaint(R"({"integrations":[{"vendor":"X"}]})") ==
          "s.json:1: /integrations/0: has no \"id\"");
  }
  SUBCASE("an id that does not stand in a path") {
    CHECK(contains(complaint(R"({"integrations":[{"id":"a/b","vendor":"X"}]})"),
                   "/integrations/0/id: must be made of letters"));
  }
  SUBCASE("the same id twice") {
    CHECK(contains(complaint(R"({"integrations":[{"id":"a","vendor":"X"},
                                                 {"id":"a","vendor":"X"}]})"),
                   "/integrations/1: the id 'a' is there twice"));
  }
  SUBCASE("a time that is none") {
    CHECK(contains(complaint(integration_with(R"("last_completed_sync":"-1")")),
                   "'-1' is neither a time nor so long before the start"));
    CHECK(contains(complaint(integration_with(R"("last_completed_sync":"yesterday")")),
                   "not an RFC 3339 time"));
  }
  SUBCASE("a status of a schedule") {
    CHECK(contains(complaint(integration_with(R"("schedules":[{"id":"s","status":"ACTVE"}])")),
                   "did you mean 'ACTIVE'?"));
  }
  SUBCASE("a schedule that is not there") {
    CHECK(contains(complaint(integration_with(
                       R"("schedules":[{"id":"daily"}],"syncs":[{"schedule":"dayly"}])")),
                   "has no schedule 'dayly'; did you mean 'daily'?"));
  }
  SUBCASE("more failed jobs than jobs") {
    CHECK(contains(complaint(integration_with(R"("syncs":[{"jobs":1,"failed_jobs":2}])")),
                   "more failed_jobs than jobs"));
  }
  SUBCASE("a number out of range") {
    CHECK(contains(complaint(integration_with(R"("syncs":[{"jobs":-1}])")), "must be from 0 to"));
    CHECK(contains(complaint(integration_with(R"("syncs":[{"jobs":1.5}])")), "whole number"));
  }
  SUBCASE("starts_after for a manual sync") {
    CHECK(contains(complaint(integration_with(R"("manual_sync":{"starts_after":"1s"})")),
                   "is not a key known here"));
  }
  SUBCASE("an event that does not exist") {
    CHECK(contains(complaint(integration_with(R"("syncs":[{"faults":{"only":["SYNC_COMPLET"]}}])")),
                   "did you mean 'SYNC_COMPLETE'?"));
  }
}

TEST_CASE("parse_scenario: refuses in webhooks and faults") {
  SUBCASE("a webhook without events") {
    CHECK(contains(complaint(R"({"webhooks":[{"url":"http://a/","triggers":[]}]})"),
                   "at least one event"));
  }
  SUBCASE("a URL that is none") {
    CHECK(contains(complaint(R"({"webhooks":[{"url":"a","triggers":["DATA_NEW"]}]})"),
                   "/webhooks/0/url: 'a' is not a URL"));
  }
  SUBCASE("a fault without effect") {
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/"}]})"), "needs a status"));
  }
  SUBCASE("a fault with two") {
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/","status":500,"lost_reply":true}]})"),
                   "cannot have both"));
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/","delay":"1s","body":""}]})"),
                   "needs a status to go with"));
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/","delay":"1s","carried_out":true}]})"),
                   "needs a status to go with"));
  }
  SUBCASE("a status that is none") {
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/","status":42}]})"), "200 to 599"));
  }
  SUBCASE("no times at all") {
    CHECK(contains(complaint(R"({"api_faults":[{"path":"/","status":500,"times":0}]})"),
                   "must be from 1"));
  }
}
