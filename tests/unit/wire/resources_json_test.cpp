#include "wire/resources_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const std::string integration = R"({
  "id": "cly301lrc", "created_at": "2026-01-01T00:00:00Z", "name": "Oak House", "vendor": "YARDI",
  "system": "SANDBOX", "active": true, "is_archived": false, "can_authenticate": true,
  "last_completed_sync": "2026-11-23T08:00:00.123Z", "last_completed_back_sync": null,
  "is_running_sync": false, "is_running_data_access_check": true,
  "properties_last_modified_at": "whatever"
})";

std::string page_of(const std::string& items, const std::string& meta = "{}") {
  return R"({"meta":)" + meta + R"(,"results":[)" + items + "]}";
}

// What a decoder says about a reply that is not as documented.
template <class Value>
std::string complaint(const Result<Value>& decoded) {
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().kind == ErrorKind::api);
  return decoded.error().message;
}

bool names(const std::string& message, const std::string& place) {
  CAPTURE(message);
  CAPTURE(place);
  return message.find(place) != std::string::npos;
}

} // namespace

TEST_CASE("decode_integration") {
  SUBCASE("reads the documented reply") {
    const auto decoded = decode_integration(R"({"meta":{},"results":)" + integration + "}");
    REQUIRE(decoded.has_value());
    REQUIRE(decoded->has_value());
    const Integration& read = **decoded;
    CHECK(read.id.text() == "cly301lrc");
    CHECK(read.name == "Oak House");
    CHECK(read.vendor == "YARDI");
    CHECK(read.system == "SANDBOX");
    CHECK(read.active);
    CHECK_FALSE(read.is_archived);
    CHECK(read.can_authenticate == true);
    CHECK(read.last_completed_sync == *parse_timestamp("2026-11-23T08:00:00.123Z"));
    CHECK_FALSE(read.last_completed_back_sync);
    CHECK(read.is_running_sync == false);
    CHECK(read.is_running_data_access_check);
  }
  SUBCASE("gives nothing where there is none") {
    const auto decoded = decode_integration(R"({"meta":{},"results":null})");
    REQUIRE(decoded.has_value());
    CHECK_FALSE(decoded->has_value());
  }
  SUBCASE("leaves empty what is left out or null") {
    const auto decoded = decode_integration(
        R"({"results":{"id":"i","active":false,"name":null,"vendor":null,"can_authenticate":null,
            "is_running_sync":null}})");
    REQUIRE(decoded.has_value());
    const Integration& read = **decoded;
    CHECK(read.name.empty());
    CHECK_FALSE(read.can_authenticate);
    CHECK_FALSE(read.is_running_sync);
    CHECK_FALSE(read.is_archived);
    CHECK_FALSE(read.last_completed_sync);
  }
  SUBCASE("does not take another document for one without the integration") {
    for (const char* body : {"{}", R"({"status":"ok"})", R"({"result":null})", "[]", "null"}) {
      CAPTURE(body);
      complaint(decode_integration(body));
    }
  }
  SUBCASE("names the place of what has the wrong type") {
    const auto said = [](const std::string& member) {
      return complaint(
          decode_integration(R"({"results":{"id":"i","active":true,)" + member + "}}"));
    };
    CHECK(names(said(R"("id":7)"), "/results/id"));
    CHECK(names(said(R"("active":"yes")"), "/results/active"));
    CHECK(names(said(R"("vendor":{})"), "/results/vendor"));
    CHECK(names(said(R"("can_authenticate":1)"), "/results/can_authenticate"));
    CHECK(names(said(R"("last_completed_sync":"yesterday")"), "/results/last_completed_sync"));
    CHECK(names(said(R"("last_completed_sync":1700000000)"), "/results/last_completed_sync"));
    CHECK(names(complaint(decode_integration(R"({"results":[]})")), "/results"));
    CHECK(names(complaint(decode_integration(R"({"results":{"active":true}})")), "\"id\""));
    CHECK(names(complaint(decode_integration(R"({"results":{"id":"i"}})")), "\"active\""));
  }
}

TEST_CASE("decode_integrations") {
  SUBCASE("reads a page") {
    const auto page = decode_integrations(
        page_of(integration, R"({"offset":0,"limit":100,"hasMore":true,"total":101})"));
    REQUIRE(page.has_value());
    CHECK(page->items.size() == 1);
    CHECK(page->has_more);
    CHECK(page->total == 101);
  }
  SUBCASE("reads an empty page") {
    const auto page = decode_integrations(page_of(""));
    REQUIRE(page.has_value());
    CHECK(page->items.empty());
    CHECK_FALSE(page->has_more);
    CHECK_FALSE(page->total);
  }
  SUBCASE("does without meta") {
    CHECK(decode_integrations(R"({"results":[]})").has_value());
    CHECK(decode_integrations(R"({"meta":null,"results":[]})").has_value());
  }
  SUBCASE("names the place of what is not as documented") {
    CHECK(names(complaint(decode_integrations("{}")), "\"results\""));
    CHECK(names(complaint(decode_integrations(R"({"results":null})")), "\"results\""));
    CHECK(names(complaint(decode_integrations(R"({"results":{}})")), "/results"));
    CHECK(names(complaint(decode_integrations(page_of(integration + ",7"))), "/results/1"));
    CHECK(names(complaint(decode_integrations(page_of("", "[]"))), "/meta"));
    CHECK(
        names(complaint(decode_integrations(page_of("", R"({"hasMore":"no"})"))), "/meta/hasMore"));
    CHECK(names(complaint(decode_integrations("<html>")), "the reply"));
    complaint(decode_integrations(""));
  }
}

TEST_CASE("decode_schedules") {
  SUBCASE("reads a page") {
    const auto page = decode_schedules(page_of(
        R"({"id":"s1","integration_id":"i","job_type":"READ_LEASES","status":"ACTIVE",
            "last_run":"2026-11-23T08:00:00Z","sync_frequency":12,"sync_cadence":"HOUR"},
           {"id":"s2","integration_id":"i","job_type":"READ_UNITS","status":"INACTIVE",
            "last_run":null,"sync_frequency":1.0,"sync_cadence":"DAY"})"));
    REQUIRE(page.has_value());
    const Schedule& first = page->items.at(0);
    CHECK(first.id == ScheduleId("s1"));
    CHECK(first.integration == IntegrationId("i"));
    CHECK(first.job_type == "READ_LEASES");
    CHECK(first.active);
    CHECK(first.last_run == *parse_timestamp("2026-11-23T08:00:00Z"));
    CHECK(first.sync_frequency == 12);
    CHECK(first.sync_cadence == "HOUR");
    CHECK_FALSE(page->items.at(1).active);
    CHECK_FALSE(page->items.at(1).last_run);
    CHECK(page->items.at(1).sync_frequency == 1);
  }
  SUBCASE("takes an unknown status for not active") {
    const auto page = decode_schedules(page_of(R"({"id":"s","status":"PAUSED"})"));
    REQUIRE(page.has_value());
    CHECK_FALSE(page->items.front().active);
  }
  SUBCASE("asks for id and status") {
    CHECK(names(complaint(decode_schedules(page_of(R"({"status":"ACTIVE"})"))), "\"id\""));
    CHECK(names(complaint(decode_schedules(page_of(R"({"id":"s"})"))), "\"status\""));
    CHECK(names(complaint(decode_schedules(
                    page_of(R"({"id":"s","status":"ACTIVE","sync_frequency":1.5})"))),
                "/results/0/sync_frequency"));
  }
}

TEST_CASE("decode_job_logs") {
  SUBCASE("reads a page") {
    const auto page = decode_job_logs(page_of(
        R"({"id":"l1","job_id":"j1","job_type":"READ_LEASES","status":"SUCCESS","root_job_id":"r1",
            "job_schedule_id":"s1","integration_id":"i","created_at":"2026-11-23T08:00:00Z"},
           {"id":"l2","job_id":null,"status":"FAILURE","root_job_id":null,"job_schedule_id":null,
            "created_at":"2026-11-23T07:00:00Z"})"));
    REQUIRE(page.has_value());
    const JobLog& first = page->items.at(0);
    CHECK(first.id == "l1");
    CHECK(first.job == JobId("j1"));
    CHECK(first.root_job == JobId("r1"));
    CHECK(first.succeeded);
    CHECK(first.schedule == ScheduleId("s1"));
    CHECK(first.created_at == *parse_timestamp("2026-11-23T08:00:00Z"));
    CHECK_FALSE(page->items.at(1).succeeded);
    CHECK(page->items.at(1).job.empty());
    CHECK_FALSE(page->items.at(1).schedule);
  }
  SUBCASE("asks for what the tally needs") {
    const auto said = [](const char* item) { return complaint(decode_job_logs(page_of(item))); };
    CHECK(names(said(R"({"status":"SUCCESS","created_at":"2026-11-23T08:00:00Z"})"), "\"id\""));
    CHECK(names(said(R"({"id":"l","created_at":"2026-11-23T08:00:00Z"})"), "\"status\""));
    CHECK(names(said(R"({"id":"l","status":"SUCCESS"})"), "\"created_at\""));
  }
}
