#include "commands/wait/report.hpp"
#include "support/sync_facts.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::vector<IntegrationId> rest{IntegrationId("a"), IntegrationId("b")};

WaitOptions options_for(const WaitRules& rules = {}) {
  WaitOptions options;
  options.rules = rules;
  return options;
}

std::string resumed(const WaitOptions& options) {
  return resume_command(options, rest, {.began_at = eight_o_clock});
}

// The report about one integration of which this was seen.
std::string report_after(const WaitOptions& options, const IntegrationReading& reading) {
  WaitBoard board(options.rules, options.quorum, Instant{});
  board.expect({IntegrationId("a")});
  board.observe(IntegrationId("a"), reading, Source::state, Instant{});
  std::string text;
  for (const std::string& line : closing_report(options, board, {eight_o_clock, {}, {}})) {
    text += line + "\n";
  }
  return text;
}

} // namespace

TEST_CASE("stage_of") {
  WaitRules rules;
  WaitCondition condition(rules);
  CHECK(stage_of(condition) == "not looked at yet");
  IntegrationReading reading = never_synced();
  condition.observe(reading, Source::state);
  CHECK(stage_of(condition) == "waiting");
  reading.integration->is_running_sync = true;
  condition.observe(reading, Source::poll);
  CHECK(stage_of(condition) == "syncing");

  rules.wait_active = true;
  WaitCondition inactive(rules);
  reading.integration->is_running_sync = false;
  reading.integration->active = false;
  inactive.observe(reading, Source::state);
  CHECK(stage_of(inactive) == "not active yet");
}

TEST_CASE("resume_command") {
  SUBCASE("names the rest and nothing that is a default") {
    CHECK(resumed(options_for()) == "syncbell wait a b");
  }
  SUBCASE("counts from when this wait began where it counted from now") {
    CHECK(resumed(options_for(rules_since_first_look())) ==
          "syncbell wait a b --event SYNC_COMPLETE --since 2026-11-23T08:00:00.000Z");
  }
  SUBCASE("keeps the choice of sources") {
    WaitOptions options = options_for();
    options.via = WaitVia::poll; // or a configured tunnel would be used by the next run
    CHECK(resumed(options) == "syncbell wait a b --via poll");
    options.via = WaitVia::both;
    CHECK(resumed(options) == "syncbell wait a b --via both");
  }
  SUBCASE("keeps an instant") {
    CHECK(resumed(options_for(rules_since(minute(30)))) ==
          "syncbell wait a b --since 2026-11-23T08:30:00.000Z");
  }
  SUBCASE("keeps every rule") {
    WaitRules rules = rules_allowing(5, true);
    rules.every_schedule = true;
    rules.allow_unfinished = true;
    rules.wait_active = true;
    rules.fail_fast = true;
    WaitOptions options = options_for(rules);
    options.quorum = Quorum::any;
    CHECK(resumed(options) == "syncbell wait a b --schedules all --max-failed-jobs 5% "
                              "--allow-unfinished --wait-active --fail-fast --any");
  }
  SUBCASE("keeps the sources and quotes them") {
    WaitOptions options = options_for();
    options.api = {"/my files/token", "http://127.0.0.1:1", "sandbox", "ca.pem"};
    options.existing_subscription = true;
    options.receiver.address = {"::1", 4480};
    options.receiver.path = "/hook";
    options.save.path = "captures";
    options.secrets.files = {"old", "new"};
    CHECK(resumed(options) ==
          "syncbell wait a b --token-file '/my files/token' --api-url http://127.0.0.1:1 "
          "--environment sandbox --cacert ca.pem --existing-subscription --listen '[::1]:4480' "
          "--path /hook --save captures --secret-file old --secret-file new");
  }
  SUBCASE("keeps how it is reached") {
    WaitOptions options = options_for();
    options.reach.url = "http://127.0.0.1:{port}/";
    options.receiver.path_given = true;
    CHECK(resumed(options) == "syncbell wait a b --listen 127.0.0.1:4480 --path / --public-url "
                              "'http://127.0.0.1:{port}/'");
    options.reach = {"", "tun --port {port}"};
    options.existing_subscription = true;
    options.receiver.path_given = false;
    CHECK(resumed(options) == "syncbell wait a b --existing-subscription --listen 127.0.0.1:4480 "
                              "--tunnel 'tun --port {port}'");
  }
  SUBCASE("does what was not done: starts a sync and runs the COMMAND") {
    WaitOptions options = options_for();
    options.start_sync = true;
    options.command = {"make", "my data"};
    CHECK(resumed(options) == "syncbell wait a b --start-sync -- make 'my data'");
    WaitMemory memory{.began_at = eight_o_clock};
    memory.was_command_run = true;
    memory.syncs_requested = {IntegrationId("b")};
    CHECK(resume_command(options, rest, memory) == "syncbell wait a b");
  }
  SUBCASE("compares no times where nothing reads the state") {
    WaitMemory memory{.began_at = eight_o_clock};
    memory.polls = false;
    CHECK(resume_command(options_for(rules_since_first_look()), rest, memory) ==
          "syncbell wait a b --event SYNC_COMPLETE");
  }
  SUBCASE("shows no control characters") {
    CHECK(resume_command(options_for(), {IntegrationId("a\x1b[2J")}, {.began_at = eight_o_clock})
              .find('\x1b') == std::string::npos);
  }
}

TEST_CASE("closing_report") {
  SUBCASE("says what was last seen") {
    const std::string text = report_after(options_for(), running());
    CHECK(text.find("a: active, a sync is running, no sync completed yet") != std::string::npos);
    CHECK(text.find("syncbell wait a") != std::string::npos);
  }
  SUBCASE("says when the last sync was complete") {
    const std::string text =
        report_after(options_for(rules_since(minute(5))), synced_at(minute(1)));
    CHECK(text.find("last completed at 2026-11-23T08:01:00.000Z") != std::string::npos);
  }
  SUBCASE("says how many schedules are done") {
    const auto reading = with_schedules(synced_at(minute(9)),
                                        {schedule("x", minute(1)), schedule("y", std::nullopt)});
    CHECK(report_after(options_for(rules_for_every_schedule()), reading)
              .find("1 of 2 schedules done") != std::string::npos);
  }
  SUBCASE("says that nothing was ever seen and why") {
    WaitBoard board({}, Quorum::all, Instant{});
    board.expect(rest);
    const WaitMemory memory{eight_o_clock,
                            {{401, SignatureCheck::missing, "the signature is missing", 2}},
                            Error{ErrorKind::network, "connection refused"}};
    const std::vector<std::string> lines = closing_report(options_for(), board, memory);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] == "a: its state was never read");
    CHECK(lines[2].find("connection refused") != std::string::npos);
    CHECK(lines[3].find("2 requests were rejected") == 0);
    CHECK(lines[4].find("syncbell wait a b") != std::string::npos);
  }
  SUBCASE("says what the API does not bear out") {
    WaitRules rules;
    rules.confirm_events = true;
    WaitBoard board(rules, Quorum::all, Instant{});
    board.expect(rest);
    board.observe(rest.front(), completion(), Instant{});
    const std::vector<std::string> lines =
        closing_report(options_for(), board, {eight_o_clock, {}, {}});
    CHECK(lines[0] == "a: its state was never read; an event said that it is complete, and the API "
                      "has not confirmed it");
    CHECK(lines[1] == "b: its state was never read");
  }
  SUBCASE("says how the subscription was before the command that resumes") {
    WaitBoard board({}, Quorum::all, Instant{});
    board.expect(rest);
    const auto lines = closing_report(options_for(), board, {eight_o_clock, {}, {}},
                                      {"our subscription was active"});
    REQUIRE(lines.size() == 4);
    CHECK(lines[2] == "our subscription was active");
  }
  SUBCASE("has the command where nobody is known yet, and the COMMAND was not run") {
    const WaitBoard board({}, Quorum::all, Instant{});
    WaitOptions options = options_for();
    options.command = {"make"};
    const auto lines = closing_report(options, board, {eight_o_clock, {}, {}});
    REQUIRE(lines.size() == 1);
    CHECK(lines[0] == "to go on waiting: syncbell wait -- make");
  }
  SUBCASE("leaves out what is decided") {
    WaitBoard board({}, Quorum::all, Instant{});
    board.expect(rest);
    board.observe(rest.front(), completion(), Instant{});
    const auto lines = closing_report(options_for(), board, {eight_o_clock, {}, {}});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].find("b: ") == 0);
    CHECK(lines[1].find("syncbell wait b") != std::string::npos);
  }
  SUBCASE("does not resume a back-sync with a wait for another sync") {
    WaitRules rules = rules_since_first_look();
    rules.back_sync = true;
    const std::string text = report_after(options_for(rules), running());
    CHECK(text.find("syncbell wait") == std::string::npos);
    CHECK(text.find("syncbell integrations a") != std::string::npos);
  }
}
