#include "output/wait_job_report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Decision decision(const char* id, Outcome outcome, const char* reason = "why") {
  Decision decision{IntegrationId(id), {outcome, reason, "do this"}, {}, 61s};
  decision.report.source = Source::webhook;
  decision.report.vendor = "YARDI";
  decision.report.jobs = JobCounts{40, 2};
  return decision;
}

JobReport reported(const WaitResults& results, ExitStatus status,
                   const std::optional<Error>& failure = std::nullopt) {
  return wait_job_report("syncbell wait", results, status, failure);
}

std::string output(const JobReport& report, const std::string& name) {
  for (const auto& [key, value] : report.outputs)
    if (key == name) return value;
  return "no output of that name";
}

bool has_output(const JobReport& report, const std::string& name) {
  return output(report, name) != "no output of that name";
}

} // namespace

TEST_CASE("wait_job_report") {
  SUBCASE("of one integration that synced") {
    const JobReport report =
        reported({{decision("int-1", Outcome::satisfied)}, ""}, ExitStatus::done);
    CHECK(output(report, "outcome") == "satisfied");
    CHECK(output(report, "integration_id") == "int-1");
    CHECK(output(report, "source") == "webhook");
    CHECK(output(report, "vendor") == "YARDI");
    CHECK(output(report, "successful_job_count") == "40");
    CHECK(output(report, "failed_job_count") == "2");
    CHECK(output(report, "event").empty());
    CHECK(nlohmann::json::parse(output(report, "results"))[0]["waited_seconds"] == 61);
    CHECK(report.summary.find("| int-1 | ✅ satisfied | webhook | 40 | 2 | 1m01s | why |") !=
          std::string::npos);
    CHECK(report.errors.empty());
  }
  SUBCASE("of several: the one that kept the whole from being met, and an error for each such") {
    const JobReport report =
        reported({{decision("a", Outcome::satisfied), decision("b", Outcome::unhealthy, "x|y"),
                   decision("c", Outcome::timed_out)},
                  ""},
                 ExitStatus::answer_is_no);
    CHECK(output(report, "outcome") == "unhealthy");
    CHECK(output(report, "reason") == "x|y");
    CHECK(nlohmann::json::parse(output(report, "results")).size() == 3);
    CHECK_FALSE(has_output(report, "integration_id"));
    CHECK(report.errors ==
          std::vector<std::string>{"b: unhealthy: x|y\ndo this", "c: timed_out: why\ndo this"});
    CHECK(report.summary.find("❌ timed\\_out") != std::string::npos);
  }
  SUBCASE("of --any: what did not sync is no error where another did") {
    const JobReport report =
        reported({{decision("a", Outcome::impossible), decision("b", Outcome::satisfied)}, ""},
                 ExitStatus::done);
    CHECK(output(report, "outcome") == "satisfied");
    CHECK(report.errors.empty());
  }
  SUBCASE("of a failure which goes before what was decided until then") {
    const JobReport report =
        reported({{decision("a", Outcome::impossible)}, ""}, ExitStatus::local_failure,
                 Error{ErrorKind::local, "port 1 is taken", "another"});
    CHECK(output(report, "outcome") == "error");
    CHECK(output(report, "reason") == "port 1 is taken");
    CHECK(report.summary.starts_with("❌ port 1 is taken\n\n| Integration |"));
    CHECK(report.errors.size() == 1); // the failure was annotated when it happened
  }
  SUBCASE("of a failure before any result") {
    const JobReport report = reported({}, ExitStatus::auth, Error{ErrorKind::auth, "no token"});
    CHECK(output(report, "outcome") == "error");
    CHECK(output(report, "reason") == "no token");
    CHECK(output(report, "results") == "[]");
    CHECK(report.summary == "❌ no token\n\n");
    CHECK(report.errors.empty());
  }
  SUBCASE("what is left behind") {
    const JobReport report =
        reported({{decision("a", Outcome::timed_out)}, "syncbell unsubscribe w-1 --yes"},
                 ExitStatus::timed_out);
    CHECK(output(report, "left_behind") == "syncbell unsubscribe w-1 --yes");
    CHECK(report.summary.find("`syncbell unsubscribe w-1 --yes`") != std::string::npos);
  }
}
