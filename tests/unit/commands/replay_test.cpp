#include "commands/replay.hpp"
#include "core/signature.hpp"
#include "support/replay_fixture.hpp"

#include <csignal>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("run replay sends records byte for byte") {
  ReplayFixture fixture;
  fixture.captures(
      {record_of("{ \"a\":1.0 }",
                 {{"Content-Type", "text/odd"}, {"X-B", "2"}, {"Propexo-Signature", "abc"}})});
  CHECK(fixture.run() == ExitStatus::done);
  REQUIRE(fixture.received().size() == 1);
  CHECK(fixture.received()[0].body == "{ \"a\":1.0 }");
  CHECK(fixture.received()[0].method == "POST");
  CHECK(fixture.received()[0].headers ==
        HeaderFields{{"Content-Type", "text/odd"}, {"X-B", "2"}, {"Propexo-Signature", "abc"}});
  CHECK(fixture.machine.target_route->url == "http://127.0.0.1:9/hook");
  CHECK(fixture.machine.target_route->timeout == 30s);
}

TEST_CASE("run replay signs") {
  ReplayFixture fixture;
  SUBCASE("records anew in their place") {
    fixture.use_secret("correct-horse");
    fixture.captures({record_of("{}", {{"propexo-signature", "abc"}, {"A", "1"}})});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.received()[0].headers ==
          HeaderFields{{"propexo-signature", sign("{}", Secret("correct-horse"))}, {"A", "1"}});
  }
  SUBCASE("payloads each with its own signature") {
    fixture.use_secret("correct-horse");
    fixture.captures({R"({"n":1})", R"({"n":2})"});
    CHECK(fixture.run() == ExitStatus::done);
    for (const FakeTarget::Received& one : fixture.received()) {
      CHECK(find_header(one.headers, "Content-Type") == "application/json");
      CHECK(find_header(one.headers, "propexo-signature") ==
            sign(one.body, Secret("correct-horse")));
    }
  }
  SUBCASE("nothing with --unsigned though there is a secret") {
    fixture.use_secret("correct-horse");
    fixture.options.is_unsigned = true;
    fixture.captures({record_of("{}", {{"propexo-signature", "abc"}}), "{}"});
    CHECK(fixture.run() == ExitStatus::done);
    for (const FakeTarget::Received& one : fixture.received())
      CHECK_FALSE(find_header(one.headers, "propexo-signature"));
  }
  SUBCASE("wrongly with --corrupt-signature even without a secret") {
    fixture.options.corrupt_signature = true;
    fixture.captures({"{}"});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(find_header(fixture.received()[0].headers, "propexo-signature")->size() == 64);
  }
  SUBCASE("no payload without a word about it") {
    fixture.captures({record_of("{}"), "{}"});
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.received().empty());
    CHECK(fixture.said("captures.jsonl:2"));
    CHECK(fixture.said("--unsigned"));
  }
}

TEST_CASE("run replay edits") {
  ReplayFixture fixture;
  fixture.captures({R"({"data":{"integration_id":"a"}})"});
  fixture.options.edits = {{{"data", "integration_id"}, "\"b\""}};
  SUBCASE("and signs what it made") {
    fixture.use_secret("correct-horse");
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{R"({"data":{"integration_id":"b"}})"});
    CHECK(find_header(fixture.received()[0].headers, "propexo-signature") ==
          sign(fixture.bodies()[0], Secret("correct-horse")));
  }
  SUBCASE("or leaves the signature out") {
    fixture.options.is_unsigned = true;
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("but never with a signature that is no longer right") {
    fixture.captures({record_of("{}", {{"propexo-signature", "abc"}})});
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.received().empty());
    CHECK(fixture.said("--set"));
  }
  SUBCASE("what has the place") {
    fixture.options.is_unsigned = true;
    fixture.captures({R"({"data":{}})", R"({"data":7})"});
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("captures.jsonl:2"));
    CHECK(fixture.received().empty());
    fixture.options.skip_bad = true;
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies().size() == 1);
  }
}

TEST_CASE("run replay checks everything first") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.captures({R"({"n":1})", "{broken", R"({"n":3})"});
  SUBCASE("and sends nothing where a line is bad") {
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.received().empty());
    CHECK(fixture.said("captures.jsonl:2"));
  }
  SUBCASE("or passes over it") {
    fixture.options.skip_bad = true;
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{R"({"n":1})", R"({"n":3})"});
    CHECK(fixture.wrote("1 skipped"));
    CHECK(fixture.said("skipped: "));
  }
  SUBCASE("but not over a file that is not there") {
    fixture.options.skip_bad = true;
    fixture.options.paths.push_back("/nowhere/captures.jsonl");
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.received().empty());
  }
  SUBCASE("a record whose headers would break the request") {
    fixture.captures({record_of("{}", {{"A", "1\\r\\nB: 2"}})});
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("captures.jsonl:1"));
  }
}

TEST_CASE("run replay has nothing to send") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  SUBCASE("because there is nothing") {
    fixture.captures({});
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("nothing to send"));
  }
  SUBCASE("because nothing is wanted") {
    fixture.captures({R"({"event":"SYNC_COMPLETE"})"});
    fixture.options.events = {"DATA_NEW"};
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("1 left out by filters"));
  }
  SUBCASE("because it would begin behind the end") {
    fixture.captures({"{}", "{}"});
    fixture.options.resume_from = 3;
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("the last delivery is number 2"));
  }
}

TEST_CASE("run replay filters") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.captures({event_of("SYNC_COMPLETE", "a"), event_of("DATA_NEW", "a"),
                    event_of("SYNC_COMPLETE", "b"), "[1]"});
  SUBCASE("by event") {
    fixture.options.events = {"DATA_NEW"};
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{event_of("DATA_NEW", "a")});
    CHECK(fixture.wrote("3 left out"));
  }
  SUBCASE("by integration") {
    fixture.options.integrations = {IntegrationId("b")};
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{event_of("SYNC_COMPLETE", "b")});
  }
}

TEST_CASE("run replay orders") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.captures({"1", "2", "3"});
  SUBCASE("as they are") {
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{"1", "2", "3"});
  }
  SUBCASE("in rounds and in a row") {
    fixture.options.repeat = 2;
    fixture.options.duplicate = 2;
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{"1", "1", "2", "2", "3", "3", "1", "1", "2", "2", "3", "3"});
  }
  SUBCASE("from somewhere") {
    fixture.options.repeat = 2;
    fixture.options.resume_from = 3;
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{"3", "1", "2", "3"});
    CHECK(fixture.wrote("sent 4 of 6"));
  }
  SUBCASE("at random but the same again") {
    fixture.options.shuffle = true;
    fixture.options.repeat = 20;
    CHECK(fixture.run() == ExitStatus::done);
    const Texts first = fixture.bodies();
    CHECK(first.size() == 60);
    CHECK(fixture.said("--shuffle=999"));
    fixture.options.seed = 999'000'000; // what the random number of the machine comes to
    CHECK(fixture.run() == ExitStatus::done);
    const Texts both = fixture.bodies();
    CHECK(Texts(both.begin() + 60, both.end()) == first);
  }
  SUBCASE("over several connections everything goes out once") {
    fixture.options.concurrency = 4;
    fixture.options.repeat = 50;
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies().size() == 150);
    Texts sorted = fixture.bodies();
    std::sort(sorted.begin(), sorted.end());
    CHECK(sorted[49] == "1");
    CHECK(sorted[50] == "2");
  }
}

TEST_CASE("run replay judges the answers") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.captures({"1", "2", "3", "4"});
  SUBCASE("one refusal is one too many") {
    fixture.answers({200, 500});
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.wrote("3 accepted, 1 refused (500), 0 failed"));
    CHECK(fixture.said("refused 2 (captures.jsonl:2): 500"));
  }
  SUBCASE("what is expected is not refused") {
    fixture.options.expected = *StatusExpectation::parse("401,403");
    fixture.answers({401, 403, 401, 403});
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("a success that is not expected is") {
    fixture.options.expected = *StatusExpectation::parse("4xx");
    CHECK(fixture.run() == ExitStatus::answer_is_no);
  }
  SUBCASE("some that were not answered") {
    fixture.answers({200, 0, 200, 0});
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.wrote("2 accepted, 0 refused, 2 failed"));
  }
  SUBCASE("none that was answered") {
    fixture.answers({0, 0, 0, 0});
    CHECK(fixture.run() == ExitStatus::unreachable);
  }
  SUBCASE("stops at the first with --fail-fast and says how to go on") {
    fixture.options.fail_fast = true;
    fixture.answers({200, 500});
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.bodies() == Texts{"1", "2"});
    CHECK(fixture.said("--resume-from 2"));
  }
}

TEST_CASE("run replay tries again") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.options.retries = 2;
  fixture.captures({"1", "2"});
  SUBCASE("before it goes on to the next") {
    fixture.answers({500, 0, 200, 200});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.bodies() == Texts{"1", "1", "1", "2"});
  }
  SUBCASE("as often as it may") {
    fixture.answers({500, 500, 500, 200});
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.bodies() == Texts{"1", "1", "1", "2"});
    CHECK(fixture.said("try 3"));
  }
}

TEST_CASE("run replay stops at a signal") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.captures({"1", "2", "3", "4"});
  SUBCASE("after what is under way") {
    fixture.signal_during(2, SIGINT);
    CHECK(fixture.run() == ExitStatus::interrupted);
    CHECK(fixture.bodies() == Texts{"1", "2"});
    CHECK(fixture.wrote("sent 2 of 4"));
    CHECK(fixture.said("--resume-from 3"));
  }
  SUBCASE("and says where even if it ends at once") {
    fixture.machine.target.answer = [&fixture](const FakeTarget::Received&, std::size_t before) {
      if (before == 1) fixture.machine.last_words();
      return Result<int>(200);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.said("--resume-from 2"));
  }
  SUBCASE("with the other status") {
    fixture.signal_during(1, SIGTERM);
    CHECK(fixture.run() == ExitStatus::terminated);
  }
  SUBCASE("and does not try again what was refused") {
    fixture.options.retries = 5;
    fixture.answers({200, 500});
    fixture.signal_during(2, SIGINT);
    CHECK(fixture.run() == ExitStatus::interrupted);
    CHECK(fixture.bodies() == Texts{"1", "2"});
    CHECK(fixture.said("--resume-from 2"));
  }
  SUBCASE("though standard output takes nothing any more") {
    fixture.options.output.json = true;
    fixture.signal_during(2, SIGINT);
    const auto notice = fixture.machine.io.on_stop_waiting;
    fixture.machine.io.on_stop_waiting = [&fixture, notice] {
      fixture.machine.io.out_failure = std::make_error_code(std::errc::operation_canceled);
      notice();
    };
    CHECK(fixture.run() == ExitStatus::interrupted);
    CHECK(fixture.bodies() == Texts{"1", "2"});
  }
  SUBCASE("which changes nothing where all is sent") {
    fixture.signal_during(4, SIGINT);
    CHECK(fixture.run() == ExitStatus::done);
  }
}

TEST_CASE("run replay shows what it would send") {
  ReplayFixture fixture;
  fixture.options.dry_run = true;
  fixture.options.duplicate = 2;
  fixture.use_secret("correct-horse");
  fixture.captures({event_of("SYNC_COMPLETE", "a")});
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.received().empty());
  CHECK(fixture.wrote("1 SYNC_COMPLETE a ("));
  CHECK(fixture.wrote("2 SYNC_COMPLETE a ("));
  CHECK(fixture.wrote("new signature"));
}

TEST_CASE("run replay fails on what has nothing to do with the target") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  SUBCASE("a reader of --json that has gone") {
    fixture.captures({"1", "2", "3"});
    fixture.options.output.json = true;
    fixture.machine.io.out_failure = std::make_error_code(std::errc::broken_pipe);
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.bodies() == Texts{"1"});
  }
  SUBCASE("captures that change while they are sent") {
    fixture.captures({"1", "2", "3"});
    fixture.machine.target.answer = [&fixture](const FakeTarget::Received&, std::size_t) {
      fixture.captures({});
      return Result<int>(200);
    };
    fixture.options.repeat = 2;
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.said("have changed"));
  }
  SUBCASE("standard input for two things") {
    fixture.options.is_unsigned = false;
    fixture.options.paths = {"-"};
    fixture.options.secrets.files = {"-"};
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("standard input"));
  }
}

TEST_CASE("run replay reads standard input twice") {
  ReplayFixture fixture;
  fixture.options.is_unsigned = true;
  fixture.options.paths = {"-"};
  fixture.options.shuffle = true;
  fixture.options.seed = 5;
  for (int i = 0; i < 30; ++i)
    fixture.machine.io.in += "{\"n\":" + std::to_string(i) + "}\n";
  CHECK(fixture.run() == ExitStatus::done);
  Texts bodies = fixture.bodies();
  CHECK(bodies.size() == 30);
  std::sort(bodies.begin(), bodies.end());
  CHECK(std::unique(bodies.begin(), bodies.end()) == bodies.end());
}
