#include "output/replay_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::json;

const std::string body = R"({"event":"SYNC_COMPLETE","integration_id":"int-1"})";
const ShownDelivery delivery{7, "a.jsonl:7", body};

} // namespace

TEST_CASE("rate_of") {
  CHECK(rate_of(0, 0ms) == 0);
  CHECK(rate_of(5, 0ms) == 0);
  CHECK(rate_of(1000, 2s) == 500);
  CHECK(rate_of(1, 3s) == doctest::Approx(0.3));
}

TEST_CASE("encode_sent") {
  SUBCASE("an answer") {
    CHECK(encode_sent(delivery, {.status = 503, .took = 1234us, .tries = 2}) ==
          R"({"type":"sent","index":7,"origin":"a.jsonl:7","event":"SYNC_COMPLETE",)"
          R"("integration_id":"int-1","accepted":false,"status":503,"error":null,)"
          R"("milliseconds":1.234,"attempts":2})");
  }
  SUBCASE("no answer") {
    const Json record = Json::parse(encode_sent(delivery, {.error = "refused", .tries = 1}));
    CHECK(record["status"].is_null());
    CHECK(record["error"] == "refused");
  }
  SUBCASE("a payload of no known shape and an origin that is no UTF-8") {
    const Json record = Json::parse(
        encode_sent({1, "\xff.json", "[1]"}, {.status = 200, .accepted = true, .tries = 1}));
    CHECK(record["event"].is_null());
    CHECK(record["integration_id"].is_null());
    CHECK(record["accepted"] == true);
  }
}

TEST_CASE("encode_planned") {
  const Json record = Json::parse(encode_planned(delivery, {"POST", "new"}));
  CHECK(record["type"] == "planned");
  CHECK(record["index"] == 7);
  CHECK(record["bytes"] == body.size());
  CHECK(record["method"] == "POST");
  CHECK(record["signature"] == "new");
}

TEST_CASE("encode_replay_result") {
  ReplaySummary summary;
  SUBCASE("of nothing sent") {
    const Json record = Json::parse(encode_replay_result(summary));
    CHECK(record["outcome"] == "satisfied");
    for (const char* key : {"p50_ms", "p95_ms", "p99_ms", "max_ms", "seed", "resume_from"}) {
      CHECK(record.at(key).is_null());
    }
    CHECK(record["refused_by_status"] == Json::object());
  }
  SUBCASE("of everything that can happen") {
    summary.outcome = Outcome::interrupted;
    summary.elapsed = 2s;
    summary.deliveries = 9;
    summary.skipped = 1;
    summary.left_out = 3;
    summary.seed = 42;
    summary.resume_from = 5;
    summary.tally.count({.status = 200, .accepted = true, .took = 2ms, .tries = 1});
    summary.tally.count({.status = 500, .took = 4ms, .tries = 3});
    summary.tally.count({.status = 401, .took = 4ms, .tries = 1});
    summary.tally.count({.error = "refused", .tries = 1});
    const Json record = Json::parse(encode_replay_result(summary));
    CHECK(record["type"] == "result");
    CHECK(record["outcome"] == "interrupted");
    CHECK(record["deliveries"] == 9);
    CHECK(record["sent"] == 4);
    CHECK(record["accepted"] == 1);
    CHECK(record["refused"] == 2);
    CHECK(record["refused_by_status"] == Json({{"401", 1}, {"500", 1}}));
    CHECK(record["failed"] == 1);
    CHECK(record["skipped"] == 1);
    CHECK(record["left_out"] == 3);
    CHECK(record["attempts"] == 6);
    CHECK(record["seconds"] == 2);
    CHECK(record["per_second"] == 2);
    CHECK(record["max_ms"] == 4);
    CHECK(record["seed"] == 42);
    CHECK(record["resume_from"] == 5);
    CHECK(record["dry_run"] == false);
  }
}
