#include "commands/wait/session.hpp"
#include "support/wait_fixture.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

// Only webhooks, so that nothing else decides.
struct WebhookFixture : WaitFixture {
  WebhookFixture() {
    receive();
    options.via = WaitVia::webhook;
  }
  void is_sent(const RawRequest& request) {
    machine.on_open = [this, request](ServerHandler& handler) {
      answers.push_back(handler(request).status);
    };
  }
  std::vector<int> answers;
};

int count_of(const WaitFixture& fixture, const std::string& text) {
  int count = 0;
  for (const Json& document : fixture.documents())
    count += document.dump().find(text) == std::string::npos ? 0 : 1;
  return count;
}

ChildEnd command_end(int status, const std::string& output = "") {
  ChildEnd end;
  end.status = status;
  end.output = output;
  return end;
}

} // namespace

TEST_CASE("WaitSession hears webhooks") {
  WebhookFixture fixture;
  SUBCASE("that complete it") {
    fixture.is_sent(signed_request(sync_body("a", R"(,"job_schedule_id":"s")")));
    CHECK(fixture.run() == ExitStatus::done);
    const Json result = fixture.only_result();
    CHECK(result["source"] == "webhook");
    CHECK(result["job_schedule_id"] == "s");
    CHECK(result["is_sync_finished"] == true);
    CHECK(result["vendor"] == "YARDI");
    CHECK(fixture.answers == std::vector<int>{200});
    CHECK(fixture.machine.drained == 1);
  }
  SUBCASE("that give it up") {
    fixture.is_sent(signed_request(
        R"({"event":"FIRST_SYNC_COMPLETE","integration_id":"a","is_sync_finished":false})"));
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.only_result()["outcome"] == "unhealthy");
  }
  SUBCASE("that announce where they are received") {
    fixture.options.receiver.path = "/a\"b\\";
    fixture.options.timeout = 1ms;
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.documents().front() ==
          Json{{"type", "ready"}, {"url", "http://127.0.0.1:4242/a\"b\\"}});
  }
}

TEST_CASE("WaitSession: a flood of what is rejected") {
  WebhookFixture fixture;
  constexpr int flood = 10'000; // more than the inbox takes
  SUBCASE("keeps no delivery out") {
    fixture.machine.on_open = [&fixture](ServerHandler& handler) {
      for (int i = 0; i < flood; ++i)
        handler(unsigned_request("{}"));
      fixture.answers.push_back(handler(signed_request(sync_body("a"))).status);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.answers == std::vector<int>{200});
    CHECK(count_of(fixture, "a request was rejected: ") == 5);
  }
  SUBCASE("is counted in the closing report") {
    fixture.options.timeout = 1ms;
    fixture.machine.on_open = [](ServerHandler& handler) {
      for (int i = 0; i < flood; ++i)
        handler(unsigned_request("{}"));
    };
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.machine.io.err().find("10000 requests were rejected: ") != std::string::npos);
  }
}

TEST_CASE("WaitSession warns of the trouble of its server") {
  WebhookFixture fixture;
  fixture.machine.on_open = [&fixture](ServerHandler& handler) {
    fixture.machine.watch.on_trouble("no threads");
    handler(signed_request(sync_body("a")));
  };
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.machine.io.err().find("warning: no threads\n") != std::string::npos);
}

TEST_CASE("WaitSession is not ended by webhooks that are no end") {
  WebhookFixture fixture;
  fixture.options.timeout = 20ms;
  SUBCASE("of another integration") { fixture.is_sent(signed_request(sync_body("b"))); }
  SUBCASE("of another event") {
    fixture.is_sent(signed_request(sync_body("a", "", "SYNC_COMPLETE")));
  }
  SUBCASE("of a shape nobody has seen") { fixture.is_sent(signed_request("not JSON")); }
  SUBCASE("of a failed job") {
    fixture.is_sent(signed_request(R"({"event":"JOB_FAILURE","integration_id":"a"})"));
  }
  CHECK(fixture.run() == ExitStatus::timed_out);
  CHECK(fixture.answers == std::vector<int>{200});
  CHECK(fixture.only_result()["outcome"] == "timed_out");
}

TEST_CASE("WaitSession counts again where an event says meanwhile that the sync is complete") {
  WaitFixture fixture;
  fixture.receive();
  fixture.options.poll_interval = 1h;
  fixture.options.rules.max_failed_jobs = FailureAllowance{0, false};
  const std::string running = R"("active":true,"is_running_sync":true)";
  fixture.reads("a", running);
  fixture.reads_jobs("a", {"SUCCESS"});
  fixture.reads("a", running);
  const std::string event = R"({"event":"FIRST_SYNC_COMPLETE","integration_id":"a"})";
  fixture.machine.transport.expect(fixture.jobs_of("a"), [&] {
    CHECK(fixture.machine.handlers.back()(signed_request(event)).status == 200);
    return json_reply(R"({"results":[]})");
  });
  fixture.reads_jobs("a", {"SUCCESS", "FAILURE"});
  CHECK(fixture.run() == ExitStatus::answer_is_no);
  CHECK(fixture.only_result()["failed_job_count"] == 1);
}

TEST_CASE("WaitSession calls no event a sync that is none") {
  WebhookFixture fixture;
  fixture.options.timeout = 20ms;
  fixture.options.rules.event = TriggerKind::sync_complete;
  fixture.is_sent(signed_request(R"({"data":{"integration_id":"a","x":1}})"));
  CHECK(fixture.run() == ExitStatus::timed_out);
  CHECK(fixture.machine.io.err().find("counts as") == std::string::npos);
  CHECK(fixture.documents()[1]["message"] == "received an event that does not say its name");
}

TEST_CASE("WaitSession lets nobody in without the signature and remembers who tried") {
  WebhookFixture fixture;
  fixture.options.timeout = 20ms;
  SUBCASE("missing") { fixture.is_sent(unsigned_request(sync_body("a"))); }
  SUBCASE("wrong") {
    fixture.is_sent(signed_request(sync_body("a"), "/", Secret("of a stranger")));
  }
  CHECK(fixture.run() == ExitStatus::timed_out);
  CHECK(fixture.machine.io.err().find("1 request was rejected: ") != std::string::npos);
}

TEST_CASE("WaitSession shows no control characters of a webhook") {
  WebhookFixture fixture;
  SUBCASE("in the name of its event") {
    fixture.options.timeout = 20ms;
    fixture.is_sent(signed_request(R"({"event":"\u001b[2JX","integration_id":"a"})"));
    CHECK(fixture.run() == ExitStatus::timed_out);
  }
  SUBCASE("in the type of its job") {
    fixture.options.output.json = false;
    fixture.options.rules.fail_fast = true;
    fixture.is_sent(
        signed_request(R"({"event":"JOB_FAILURE","integration_id":"a","job_type":"\u001b[2JX"})"));
    CHECK(fixture.run() == ExitStatus::answer_is_no);
  }
  for (const std::string& text : {fixture.machine.io.out(), fixture.machine.io.err()}) {
    CHECK(text.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("WaitSession ends at a signal") {
  WebhookFixture fixture;
  int signal = 0;
  ExitStatus status = ExitStatus::done;
  SUBCASE("SIGINT") {
    signal = SIGINT;
    status = ExitStatus::interrupted;
  }
  SUBCASE("SIGTERM") {
    signal = SIGTERM;
    status = ExitStatus::terminated;
  }
  std::function<void(int)> send;
  fixture.machine.on_watch = [&send](std::function<void(int)> on_signal) {
    send = std::move(on_signal);
  };
  fixture.machine.on_open = [&](ServerHandler&) { send(signal); };
  CHECK(fixture.run() == status);
  CHECK(fixture.only_result()["outcome"] == "interrupted");
  CHECK(fixture.machine.drained == 1);
  CHECK(fixture.machine.io.err().find("syncbell wait a") != std::string::npos);
}

TEST_CASE("WaitSession runs a COMMAND after it has begun to listen and looks after it") {
  WaitFixture fixture;
  fixture.receive();
  fixture.runs({"make", "data"});
  bool was_listening = false;
  SUBCASE("and is satisfied by the state that it made") {
    fixture.machine.child = [&] {
      was_listening = !fixture.machine.handlers.empty();
      fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
      return command_end(0);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["source"] == "state");
  }
  SUBCASE("and is satisfied by what arrived while it ran") {
    fixture.machine.child = [&] {
      was_listening = !fixture.machine.handlers.empty();
      CHECK(fixture.machine.handlers.front()(signed_request(sync_body("a"))).status == 200);
      return command_end(0);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["source"] == "webhook");
  }
  SUBCASE("and counts what it completed since the look before it") {
    fixture.options.rules.event = TriggerKind::sync_complete;
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.machine.child = [&] {
      was_listening = !fixture.machine.handlers.empty();
      fixture.reads("a", complete_at("2026-11-23T08:00:01Z"));
      return command_end(0);
    };
    CHECK(fixture.run() == ExitStatus::done);
  }
  CHECK(was_listening);
  REQUIRE(fixture.machine.commands.size() == 1);
  CHECK(fixture.machine.commands[0].arguments == std::vector<std::string>{"make", "data"});
  CHECK_FALSE(fixture.machine.commands[0].capture_output);
}

TEST_CASE(
    "WaitSession does not lose what completed during a COMMAND before which nothing was read") {
  WaitFixture fixture;
  fixture.runs({"make"});
  fixture.options.rules.event = TriggerKind::sync_complete;
  for (int i = 0; i < 2; ++i) {
    fixture.machine.transport.expect(fixture.look_at("a"), json_reply("", 503));
  }
  fixture.machine.child = [&] {
    const WallTime later = fixture.machine.clock.wall() + 1min;
    fixture.reads("a", complete_at(format_timestamp(later)));
    return command_end(0);
  };
  CHECK(fixture.run() == ExitStatus::done);
}

TEST_CASE("WaitSession tries the token before a COMMAND") {
  WaitFixture fixture;
  fixture.runs({"make"});
  bool has_run = false;
  fixture.machine.child = [&] {
    has_run = true;
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    return command_end(0, "a\n");
  };
  SUBCASE("which is not run where it is refused") {
    SUBCASE("for integrations that are named") {}
    SUBCASE("for those that it would name") { fixture.options.integrations = {}; }
    fixture.machine.transport.expect(fixture.trial(), json_reply("", 401));
    CHECK(fixture.run() == ExitStatus::auth);
    CHECK_FALSE(has_run);
  }
  SUBCASE("which is not run where the API is not where it is looked for") {
    fixture.machine.transport.expect(fixture.trial(), json_reply("", 404));
    CHECK(fixture.run() == ExitStatus::unreachable);
    CHECK_FALSE(has_run);
  }
  SUBCASE("which is not run without any time") {
    fixture.options.timeout = 0ms;
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK_FALSE(has_run);
    CHECK(fixture.only_result()["reason"].get<std::string>().starts_with("COMMAND was not run"));
  }
  SUBCASE("which is run where the API is in trouble") {
    for (int i = 0; i < 2; ++i) // tries
      fixture.machine.transport.expect(fixture.trial(), json_reply("", 503));
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(has_run);
    CHECK(count_of(fixture, "COMMAND is run all the same") == 1);
  }
  SUBCASE("which is run though a webhook has the answer already") {
    fixture.receive();
    fixture.machine.on_open = [](ServerHandler& handler) {
      CHECK(handler(signed_request(sync_body("a"))).status == 200);
    };
    fixture.machine.child = [&] {
      has_run = true;
      return command_end(0);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(has_run);
  }
}

TEST_CASE("WaitSession waits for the integrations that a COMMAND names") {
  WaitFixture fixture;
  fixture.options.integrations = {};
  fixture.runs({"make"});
  const auto names = [&](const std::string& output) {
    fixture.machine.child = [output] { return command_end(0, output); };
  };
  SUBCASE("one a line") {
    fixture.machine.child = [&] {
      fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
      fixture.reads("b", complete_at("2026-11-23T08:00:00Z"));
      return command_end(0, "a\nb\n");
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.results().size() == 2);
  }
  SUBCASE("of which a webhook told before they were named") {
    fixture.receive();
    names(R"({"result":{"id":"a"}})");
    fixture.machine.on_open = [](ServerHandler& handler) {
      CHECK(handler(signed_request(sync_body("a"))).status == 200);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["source"] == "webhook");
  }
  SUBCASE("and fails when it names none") {
    names("It is done.");
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.documents().front()["error"]["kind"] == "usage");
  }
  SUBCASE("and fails when not all it wrote was kept") {
    fixture.machine.child = [] {
      ChildEnd end = command_end(0, "a\nb");
      end.output_was_cut = true;
      return end;
    };
    CHECK(fixture.run() == ExitStatus::usage);
  }
  REQUIRE(fixture.machine.commands.size() == 1);
  CHECK(fixture.machine.commands[0].capture_output);
}

TEST_CASE("WaitSession passes the status of a COMMAND that fails through") {
  WaitFixture fixture;
  fixture.runs({"make"});
  fixture.machine.child = [] { return command_end(7); };
  SUBCASE("with a result for each integration") {
    CHECK(static_cast<int>(fixture.run()) == 7);
    CHECK(fixture.only_result()["outcome"] == "error");
  }
  SUBCASE("with an error where none is known") {
    fixture.options.integrations = {};
    CHECK(static_cast<int>(fixture.run()) == 7);
    CHECK(fixture.documents().front()["error"]["message"].get<std::string>().find("status 7") !=
          std::string::npos);
  }
  SUBCASE("that could not be started") {
    fixture.machine.child = [] {
      ChildEnd end = command_end(127);
      end.why_not_started = "make: No such file or directory";
      return end;
    };
    CHECK(static_cast<int>(fixture.run()) == 127);
    CHECK(fixture.machine.io.err().find("No such file") != std::string::npos);
  }
}
