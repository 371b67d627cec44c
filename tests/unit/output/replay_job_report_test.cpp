#include "output/replay_job_report.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("replay_job_report") {
  ReplaySummary summary;
  summary.deliveries = 3;
  summary.tally.count({.status = 200, .accepted = true, .took = 1500us, .tries = 1});
  SUBCASE("of what was accepted") {
    const JobReport report = replay_job_report(summary, "http://127.0.0.1:3000/hook");
    const std::pair<std::string, std::string> outcome = {"outcome", "satisfied"};
    CHECK(report.outputs.front() == outcome);
    CHECK(report.outputs.back().first == "result");
    CHECK(report.outputs.back().second == encode_replay_result(summary));
    CHECK(
        report.summary.find("| http://127.0.0.1:3000/hook | ✅ satisfied | 1 of 3 | 1 | 0 | 0 |") !=
        std::string::npos);
    CHECK(report.errors.empty());
  }
  SUBCASE("of what was not") {
    summary.tally.count({.status = 401, .tries = 1});
    summary.tally.count({.error = "connection refused", .tries = 1});
    summary.outcome = summary.tally.outcome();
    const JobReport report = replay_job_report(summary, "http://127.0.0.1:3000/hook");
    CHECK(report.errors ==
          std::vector<std::string>{"unhealthy: of 3 deliveries sent 1 were refused and 1 failed"});
  }
  SUBCASE("of nothing answered there are no times") {
    summary.tally = {};
    CHECK(replay_job_report(summary, "http://x").summary.find("| 0 of 3 | 0 | 0 | 0 |  |  |") !=
          std::string::npos);
  }
}
