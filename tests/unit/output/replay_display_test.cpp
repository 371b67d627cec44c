#include "output/replay_display.hpp"
#include "support/memory_io.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  explicit Fixture(const OutputOptions& options = {}, bool terminal = false)
      : io(), console((io.err_terminal = terminal, io), options, {}) {}

  bool said(const std::string& text) const { return io.err().find(text) != std::string::npos; }
  bool wrote(const std::string& text) const { return io.out().find(text) != std::string::npos; }

  MemoryIo io;
  Console console;
  ReplayDisplay display{console};
};

const std::string body = R"({"event":"SYNC_COMPLETE","integration_id":"int-1"})";
const ShownDelivery delivery{7, "a.jsonl:7", body};
const DeliveryResult accepted{.status = 200, .accepted = true, .took = 1ms, .tries = 1};
const DeliveryResult refused{.status = 503, .took = 1234us, .tries = 2};
const DeliveryResult failed{.error = "connection \x1b[2Jrefused", .took = 1ms, .tries = 1};

int lines_in(const std::string& text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_CASE("ReplayDisplay::sent") {
  SUBCASE("says what was not as expected") {
    Fixture fixture;
    fixture.display.sent(delivery, accepted);
    CHECK(fixture.io.err().empty());
    fixture.display.sent(delivery, refused);
    CHECK(fixture.said("refused 7 SYNC_COMPLETE int-1 (a.jsonl:7): 503 in 1.2 ms, try 2\n"));
    fixture.display.sent(delivery, failed);
    CHECK(fixture.said("failed 7 SYNC_COMPLETE int-1 (a.jsonl:7): connection \\x1b[2Jrefused"));
    CHECK(fixture.io.out().empty());
  }
  SUBCASE("but not a million times") {
    Fixture fixture;
    for (int i = 0; i < 1000; ++i)
      fixture.display.sent(delivery, refused);
    CHECK(lines_in(fixture.io.err()) == 21);
    CHECK(fixture.said("only counted"));
  }
  SUBCASE("unless asked for each") {
    Fixture fixture({.verbose = true});
    for (int i = 0; i < 50; ++i) {
      fixture.display.sent(delivery, refused);
      fixture.display.sent(delivery, accepted);
    }
    CHECK(lines_in(fixture.io.err()) == 100);
    CHECK(fixture.said("accepted 7 SYNC_COMPLETE int-1"));
  }
  SUBCASE("nothing with --quiet") {
    Fixture fixture({.quiet = true});
    fixture.display.sent(delivery, failed);
    CHECK(fixture.io.err().empty());
  }
  SUBCASE("a record each with --json") {
    Fixture fixture({.json = true});
    CHECK_FALSE(bool(fixture.display.sent(delivery, accepted)));
    CHECK(fixture.io.out() == encode_sent(delivery, accepted) + "\n");
    fixture.io.out_failure = std::make_error_code(std::errc::broken_pipe);
    CHECK((fixture.display.sent(delivery, accepted) == std::errc::broken_pipe));
  }
}

TEST_CASE("ReplayDisplay::planned") {
  Fixture fixture;
  fixture.display.planned(delivery, {"POST", "new"});
  fixture.display.planned(delivery, {"POST", "none"});
  CHECK(fixture.io.out() == "7 SYNC_COMPLETE int-1 (a.jsonl:7): POST, 50 bytes, new signature\n"
                            "7 SYNC_COMPLETE int-1 (a.jsonl:7): POST, 50 bytes, unsigned\n");
  Fixture json({.json = true});
  json.display.planned(delivery, {"POST", "own"});
  CHECK(json.io.out() == encode_planned(delivery, {"POST", "own"}) + "\n");
}

TEST_CASE("ReplayDisplay::begins and skipped") {
  Fixture fixture;
  ReplaySummary planned;
  planned.deliveries = 1;
  planned.seed = 42;
  fixture.display.begins(planned, "http://127.0.0.1/hook");
  CHECK(fixture.said("sending 1 delivery to http://127.0.0.1/hook"));
  CHECK(fixture.said("--shuffle=42"));
  fixture.display.skipped({ErrorKind::usage, "a.jsonl:3: it is \x1b not JSON"});
  CHECK(fixture.said("skipped: a.jsonl:3: it is \\x1b not JSON"));
}

TEST_CASE("ReplayDisplay::progress") {
  const ReplayProgress progress{250, 1000, 100, 3, 2, 2s};
  SUBCASE("is one line on a terminal") {
    Fixture fixture({}, true);
    CHECK(fixture.display.is_live());
    fixture.display.progress(progress);
    CHECK(fixture.said("[######------------------] 250 of 1000  50.0/s  16s left  3 refuse"));
    CHECK(lines_in(fixture.io.err()) == 0);
  }
  SUBCASE("while everything is read first") {
    Fixture fixture({}, true);
    fixture.display.checking({20'000, 50, 100});
    CHECK(fixture.said("[############------------] 20000 captures checked"));
    fixture.display.checking({40'000, 100, 100});
    CHECK(fixture.said("\r\x1b[K40000 captures checked"));
  }
  SUBCASE("before anything was sent") {
    Fixture fixture({}, true);
    fixture.display.progress({0, 3, 0, 0, 0, 0ms});
    CHECK(fixture.said("0 of 3  0.0/s"));
  }
  SUBCASE("is nothing anywhere else") {
    Fixture fixture;
    CHECK_FALSE(fixture.display.is_live());
    fixture.display.progress(progress);
    CHECK(fixture.io.err().empty());
    CHECK_FALSE(Fixture({.json = true}, true).display.is_live());
    CHECK_FALSE(Fixture({.quiet = true}, true).display.is_live());
  }
}

TEST_CASE("ReplayDisplay::ended") {
  ReplaySummary summary;
  summary.deliveries = 5;
  summary.elapsed = 2s;
  summary.tally.count(accepted);
  SUBCASE("counts on standard output") {
    Fixture fixture({.quiet = true});
    CHECK_FALSE(bool(fixture.display.ended(summary)));
    CHECK(fixture.io.out() ==
          "sent 1 of 5 deliveries in 2s (0.5/s): 1 accepted, 0 refused, 0 failed\n"
          "answered within p50 1.0 ms, p95 1.0 ms, p99 1.0 ms, max 1.0 ms\n");
    CHECK(fixture.io.err().empty());
  }
  SUBCASE("says how much of what") {
    Fixture fixture;
    summary.skipped = 2;
    summary.left_out = 3;
    summary.tally.count(refused);
    fixture.display.ended(summary);
    CHECK(fixture.wrote("1 accepted, 1 refused (503), 0 failed, 2 skipped, 3 left out\n"));
    summary.tally.count({.status = 401, .tries = 1});
    fixture.display.ended(summary);
    CHECK(fixture.wrote("2 refused (401: 1, 503: 1)"));
  }
  SUBCASE("has no times where nothing was answered") {
    Fixture fixture;
    summary.tally = {};
    summary.tally.count(failed);
    fixture.display.ended(summary);
    CHECK_FALSE(fixture.wrote("answered"));
  }
  SUBCASE("says how to go on") {
    Fixture fixture;
    summary.resume_from = 3;
    fixture.display.ended(summary);
    CHECK(fixture.said("with --resume-from 3\n"));
    summary.seed = 9;
    fixture.display.ended(summary);
    CHECK(fixture.said("with --shuffle=9 --resume-from 3\n"));
  }
  SUBCASE("is a record with --json") {
    Fixture fixture({.json = true});
    fixture.display.ended(summary);
    CHECK(fixture.io.out() == encode_replay_result(summary) + "\n");
  }
  SUBCASE("is silent after a dry run") {
    Fixture fixture;
    summary.dry_run = true;
    fixture.display.ended(summary);
    CHECK(fixture.io.out().empty());
  }
}
