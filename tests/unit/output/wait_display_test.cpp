#include "output/wait_display.hpp"
#include "support/memory_io.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const IntegrationId id("cly301lrc");

struct Fixture {
  explicit Fixture(const OutputOptions& options = {}) : console(io, options, {}) {}
  MemoryIo io;
  Console console;
  WaitDisplay display{console};
};

Decision satisfied_by(Source source) {
  SyncReport report;
  report.source = source;
  report.event = TriggerKind::first_sync_complete;
  return {id, {Outcome::satisfied, "the sync is complete"}, report, 90s};
}

WaitStatus status() {
  WaitStatus made;
  made.elapsed = 65s;
  made.left = 2h;
  made.total = 1;
  return made;
}

} // namespace

TEST_CASE("WaitDisplay shows a decision as data") {
  Fixture fixture;
  SUBCASE("that was true already") {
    Decision decision = satisfied_by(Source::state);
    decision.report.completed_at = *parse_timestamp("2026-11-23T08:00:00Z");
    fixture.display.decided(decision);
    CHECK(fixture.io.out() == "cly301lrc: FIRST_SYNC_COMPLETE already after 1m30s, completed at "
                              "2026-11-23T08:00:00.000Z\n");
  }
  SUBCASE("that somebody told") {
    Decision decision = satisfied_by(Source::webhook);
    decision.report.jobs = JobCounts{48, 1};
    fixture.display.decided(decision);
    CHECK(fixture.io.out() ==
          "cly301lrc: FIRST_SYNC_COMPLETE by webhook after 1m30s, 48 jobs ok, 1 failed\n");
  }
  SUBCASE("that is a no with its reason and on standard error the hint") {
    fixture.display.decided({id, {Outcome::unhealthy, "gave up", "start another"}, {}, 1s});
    CHECK(fixture.io.out() == "cly301lrc: unhealthy after 1s: gave up\n");
    CHECK(fixture.io.err() == "hint for cly301lrc: start another\n");
  }
  SUBCASE("without the control characters of others") {
    fixture.display.decided(
        {IntegrationId("a\x1b"), {Outcome::unhealthy, "\x1b\n", "\x1b"}, {}, 1s});
    CHECK(fixture.io.out() == "a\\x1b: unhealthy after 1s: \\x1b\\x0a\n");
    CHECK(fixture.io.err().find('\x1b') == std::string::npos);
  }
}

TEST_CASE("WaitDisplay shows news on standard error") {
  Fixture fixture;
  SUBCASE("about one integration") {
    fixture.display.progress(id, "a sync is running");
    CHECK(fixture.io.err() == "cly301lrc: a sync is running\n");
  }
  SUBCASE("about its jobs") {
    fixture.display.job_progress(id, {3, 1});
    CHECK(fixture.io.err() == "cly301lrc: 3 jobs ok, 1 failed\n");
  }
  SUBCASE("about the wait") {
    fixture.display.news("the API answers again");
    CHECK(fixture.io.err() == "the API answers again\n");
  }
  SUBCASE("about the listener") {
    fixture.display.listening("http://127.0.0.1:4480/");
    CHECK(fixture.io.err() == "listening on http://127.0.0.1:4480/\n");
  }
  SUBCASE("about the way to it") {
    fixture.display.reached("http://127.0.0.1:4480/", {"https://a.example/"});
    CHECK(fixture.io.err() == "reached through https://a.example/\n");
  }
  SUBCASE("as a closing report") {
    fixture.display.report({"one", "two"});
    CHECK(fixture.io.err() == "one\ntwo\n");
  }
  SUBCASE("without the control characters of others") {
    fixture.display.progress(IntegrationId("\x1b"), "received \x1b[2J");
    fixture.display.news("\x1b");
    fixture.display.warn("\x1b");
    fixture.display.report({"\x1b"});
    CHECK(fixture.io.err().find('\x1b') == std::string::npos);
  }
  CHECK(fixture.io.out().empty());
}

TEST_CASE("WaitDisplay with --json writes every record to standard output") {
  Fixture fixture({.json = true, .quiet = true});
  fixture.display.listening("u", false); // reached() says when it is ready
  fixture.display.reached("u", {"p"});
  fixture.display.progress(id, "p");
  fixture.display.job_progress(id, {1, 2});
  fixture.display.news("n");
  fixture.display.decided(satisfied_by(Source::poll));
  const std::string out = fixture.io.out();
  CHECK(std::count(out.begin(), out.end(), '\n') == 5);
  CHECK(out.find("{\"type\":\"ready\"") == 0);
  CHECK(out.rfind("{\"type\":\"result\"") > out.rfind("{\"type\":\"progress\""));
  CHECK(fixture.io.err().empty());
}

TEST_CASE("WaitDisplay says how it stands") {
  Fixture fixture;
  WaitStatus made = status();
  SUBCASE("in short") {
    fixture.display.heartbeat(made);
    CHECK(fixture.io.err() == "still waiting 1m05s | 2h00m left\n");
  }
  SUBCASE("before the wait has begun") {
    made.before = "COMMAND runs";
    fixture.display.heartbeat(made);
    CHECK(fixture.io.err() == "still waiting 1m05s | COMMAND runs | 2h00m left\n");
  }
  SUBCASE("in full") {
    made.total = 3;
    made.decided = 1;
    made.rest = {{id, "syncing", JobCounts{3, 1}}, {IntegrationId("b"), "waiting", {}}};
    made.api_in_trouble = true;
    made.next_poll = 12s;
    fixture.display.heartbeat(made);
    CHECK(fixture.io.err() ==
          "still waiting 1m05s | 1 of 3 done | cly301lrc: 3 jobs ok, 1 failed | "
          "API unreachable | next poll in 12s | 2h00m left\n");
  }
}

TEST_CASE("status_lines") {
  WaitStatus made = status();
  made.rest = {{id, "syncing", JobCounts{3, 1}}};
  SUBCASE("of one integration are one") {
    CHECK(status_lines(made, 24) ==
          std::vector<std::string>{"waiting 1m05s | cly301lrc: 3 jobs ok, 1 failed | 2h00m left"});
  }
  SUBCASE("of several are one for the whole and one for each that is waited for") {
    made.total = 4;
    made.decided = 1;
    made.rest.push_back({IntegrationId("b\x1b"), "complete, counting its jobs", {}});
    made.rest.push_back({IntegrationId("c"), "waiting", JobCounts{12, 0}});
    CHECK(status_lines(made, 24) ==
          std::vector<std::string>{"waiting 1m05s | 1 of 4 done | 2h00m left",
                                   "  cly301lrc  syncing  3 jobs ok, 1 failed",
                                   "  b\\x1b      complete, counting its jobs",
                                   "  c          waiting  12 jobs ok, 0 failed"});
  }
  SUBCASE("of two hundred are no more than a terminal takes") {
    made.total = 200;
    for (int i = 1; i < 200; ++i)
      made.rest.push_back({IntegrationId("int-" + std::to_string(i)), "waiting", {}});
    const std::vector<std::string> lines = status_lines(made, 24);
    REQUIRE(lines.size() == 17);
    CHECK(lines[15] == "  int-14     waiting");
    CHECK(lines[16] == "  and 185 more: waiting (185)");
    CHECK(status_lines(made, 4).size() == 4);
    CHECK(status_lines(made, 2).size() == 1);
  }
  SUBCASE("leave nobody out where all but one would fit") {
    made.total = 3;
    made.rest.push_back({IntegrationId("b"), "waiting", {}});
    made.rest.push_back({IntegrationId("c"), "waiting", {}});
    CHECK(status_lines(made, 3) ==
          std::vector<std::string>{"waiting 1m05s | 0 of 3 done | 2h00m left",
                                   "  cly301lrc  syncing  3 jobs ok, 1 failed",
                                   "  and 2 more: waiting (2)"});
  }
}

TEST_CASE("WaitDisplay is live on a terminal that can show it") {
  MemoryIo io;
  io.err_terminal = true;
  SUBCASE("and replaces one line") {
    Console console(io, {}, {});
    WaitDisplay display(console);
    CHECK(display.is_live());
    display.status(status());
    CHECK(io.err().find("waiting 1m05s") == 0);
    CHECK(io.err().find('\n') == std::string::npos);
  }
  SUBCASE("but not where records are read") {
    Console console(io, {.json = true}, {});
    CHECK_FALSE(WaitDisplay(console).is_live());
  }
}

TEST_CASE("WaitDisplay remembers that a result could not be written") {
  Fixture fixture;
  CHECK_FALSE(bool(fixture.display.write_failure()));
  fixture.io.out_failure = std::make_error_code(std::errc::broken_pipe);
  fixture.display.decided(satisfied_by(Source::poll));
  fixture.io.out_failure = {};
  fixture.display.decided(satisfied_by(Source::poll));
  CHECK((fixture.display.write_failure() == std::errc::broken_pipe));
}
