#include "core/job_tally.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

JobLog entry(const std::string& job, bool succeeded, int at_minute, const std::string& run = "r1") {
  JobLog log;
  log.id = job + "@" + std::to_string(at_minute);
  log.job = JobId(job);
  log.root_job = JobId(run);
  log.succeeded = succeeded;
  log.created_at = minute(at_minute);
  return log;
}

JobLog nameless(const std::string& id, bool succeeded) {
  JobLog log = entry("", succeeded, 1);
  log.id = id;
  return log;
}

} // namespace

TEST_CASE("JobTally") {
  SUBCASE("counts nothing in an empty log and asks for no more") {
    JobTally tally({});
    CHECK_FALSE(tally.add({}));
    CHECK(tally.counts() == JobCounts{0, 0});
  }
  SUBCASE("counts jobs by how they ended") {
    JobTally tally({});
    CHECK(tally.add({entry("c", true, 3), entry("b", false, 2), entry("a", true, 1)}));
    CHECK(tally.counts() == JobCounts{2, 1});
  }
  SUBCASE("counts a job that was retried once as its latest entry says") {
    JobTally tally({});
    tally.add({entry("a", true, 3), entry("b", false, 3), entry("a", false, 2)});
    tally.add({entry("b", true, 1)});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("counts an entry once though pages shift") {
    JobTally tally({});
    tally.add({nameless("e2", true), nameless("e1", false)});
    tally.add({nameless("e1", false)});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("does not take a job for an entry of the same text") {
    JobTally tally({});
    tally.add({entry("x", true, 1), nameless("x", false)});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
}

TEST_CASE("JobTally after an instant") {
  JobTally tally({minute(5), false});
  SUBCASE("leaves out what is not later") {
    tally.add({entry("c", true, 6), entry("b", true, 5), entry("a", true, 4)});
    CHECK(tally.counts() == JobCounts{1, 0});
  }
  SUBCASE("asks for older pages while all was later") {
    CHECK(tally.add({entry("c", true, 8), entry("b", true, 7)}));
    CHECK_FALSE(tally.add({entry("b", true, 7), entry("a", true, 5)}));
  }
  SUBCASE("counts jobs of several runs") {
    tally.add({entry("b", true, 8, "r2"), entry("a", false, 7, "r1")});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
}

TEST_CASE("JobTally of the latest run") {
  JobTally tally({std::nullopt, true});
  SUBCASE("counts what shares the root job of the newest entry") {
    tally.add({entry("d", true, 9, "r2"), entry("c", false, 8, "r1"), entry("b", false, 7, "r2")});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("goes on while a page holds any of it") {
    CHECK(tally.add({entry("d", true, 9, "r2"), entry("c", true, 8, "r1")}));
    CHECK_FALSE(tally.add({entry("b", true, 7, "r1")}));
    CHECK(tally.counts() == JobCounts{1, 0});
  }
}

TEST_CASE("JobTally counts a run whole that has logged anything since an instant") {
  JobTally tally({minute(5), true});
  SUBCASE("from its beginning") {
    CHECK(tally.add({entry("b", true, 6, "r2"), entry("a", false, 4, "r2")}));
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("and none where none has") {
    CHECK_FALSE(tally.add({entry("b", false, 5, "r1")}));
    CHECK(tally.counts() == JobCounts{0, 0});
  }
}

TEST_CASE("JobTally of the run that was complete at an instant") {
  JobTally tally({std::nullopt, true, minute(6)});
  SUBCASE("leaves out a run that has begun since") {
    CHECK(tally.add({entry("d", false, 9, "r2"), entry("c", false, 8, "r2")}));
    CHECK(tally.add({entry("b", true, 6, "r1"), entry("a", false, 5, "r1")}));
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("and one before it") {
    tally.add({entry("b", true, 6, "r1"), entry("a", false, 5, "r0")});
    CHECK(tally.counts() == JobCounts{1, 0});
  }
  SUBCASE("has its jobs that were logged late") {
    JobLog late = entry("b", false, 6, "r1");
    late.created_at += std::chrono::seconds{2};
    tally.add({entry("c", false, 8, "r2"), late, entry("b", true, 6, "r1")});
    CHECK(tally.counts() == JobCounts{0, 1}); // b was tried again, and that is its latest entry
  }
  SUBCASE("leaves out a run that goes on, though it logged the last job in time") {
    tally.add({entry("d", true, 7, "r2"), entry("c", true, 6, "r2"), entry("b", false, 5, "r1")});
    CHECK(tally.counts() == JobCounts{0, 1});
  }
  SUBCASE("is one that goes on where there is no other") {
    tally.add({entry("d", true, 7, "r2"), entry("c", false, 6, "r2")});
    CHECK(tally.counts() == JobCounts{1, 1});
  }
  SUBCASE("is the oldest where all were logged late") {
    tally.add({entry("d", false, 9, "r2"), entry("c", true, 8, "r1"), entry("b", true, 7, "r1")});
    CHECK(tally.counts() == JobCounts{2, 0});
  }
  SUBCASE("looks no further than an instant before it") {
    JobTally bounded({minute(4), true, minute(6)});
    CHECK_FALSE(bounded.add({entry("b", true, 8, "r2"), entry("a", true, 4, "r1")}));
    CHECK(bounded.counts() == JobCounts{1, 0});
  }
}
