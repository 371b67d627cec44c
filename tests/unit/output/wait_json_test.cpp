#include "output/wait_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const IntegrationId id("cly301lrc");

} // namespace

TEST_CASE("encode_result") {
  SUBCASE("has every documented key though nothing is known") {
    CHECK(encode_result({id, {Outcome::timed_out, "too late"}, {}, 1500ms}) ==
          R"({"type":"result","integration_id":"cly301lrc","outcome":"timed_out","source":null,)"
          R"("event":null,"reason":"too late","hint":null,"waited_seconds":1.5,"vendor":null,)"
          R"("successful_job_count":null,"failed_job_count":null,"is_sync_finished":null,)"
          R"("job_schedule_id":null,"completed_at":null,"left_behind":null})");
  }
  SUBCASE("says all that is known") {
    SyncReport report;
    report.source = Source::webhook;
    report.event = TriggerKind::first_sync_complete;
    report.vendor = "YARDI";
    report.jobs = JobCounts{48, 1};
    report.is_finished = true;
    report.schedule = ScheduleId("s");
    report.completed_at = *parse_timestamp("2026-11-23T08:00:00Z");
    CHECK(encode_result({id, {Outcome::satisfied, "done", "hint"}, report, 0ms}) ==
          R"({"type":"result","integration_id":"cly301lrc","outcome":"satisfied",)"
          R"("source":"webhook","event":"FIRST_SYNC_COMPLETE","reason":"done","hint":"hint",)"
          R"("waited_seconds":0.0,"vendor":"YARDI","successful_job_count":48,)"
          R"("failed_job_count":1,"is_sync_finished":true,"job_schedule_id":"s",)"
          R"("completed_at":"2026-11-23T08:00:00.000Z","left_behind":null})");
  }
  SUBCASE("says what is left behind") {
    CHECK(encode_result({id, {Outcome::satisfied, "done"}, {}, 0ms}, "syncbell unsubscribe w --yes")
              .find(R"("left_behind":"syncbell unsubscribe w --yes")") != std::string::npos);
  }
  SUBCASE("is one line of JSON whatever the bytes") {
    SyncReport report;
    report.vendor = "\xff\n";
    const std::string line =
        encode_result({IntegrationId("\"\n\xc3"), {Outcome::error, "\x1b\r\n"}, report, 1ms});
    CHECK(nlohmann::json::accept(line));
    CHECK(line.find('\n') == std::string::npos);
  }
}

TEST_CASE("encode_progress") {
  CHECK(encode_progress(id, "a sync is running", JobCounts{3, 1}) ==
        R"({"type":"progress","integration_id":"cly301lrc","message":"a sync is running",)"
        R"("successful_job_count":3,"failed_job_count":1})");
  CHECK(encode_progress(std::nullopt, "news", std::nullopt) ==
        R"({"type":"progress","integration_id":null,"message":"news",)"
        R"("successful_job_count":null,"failed_job_count":null})");
}

TEST_CASE("encode_ready") {
  CHECK(encode_ready("http://127.0.0.1:1/a\"b\\") ==
        R"({"type":"ready","url":"http://127.0.0.1:1/a\"b\\"})");
  CHECK(encode_ready("u", PublicAccess{"p"}) ==
        R"({"type":"ready","url":"u","public_url":"p","subscription_id":null,"expires_at":null})");
  CHECK(encode_ready("u", PublicAccess{"p", "w", *parse_timestamp("2026-11-23T08:00:00Z")}) ==
        R"({"type":"ready","url":"u","public_url":"p","subscription_id":"w",)"
        R"("expires_at":"2026-11-23T08:00:00.000Z"})");
}
