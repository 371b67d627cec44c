#include "commands/wait.hpp"
#include "platform/files.hpp"
#include "support/raw_requests.hpp"
#include "support/temporary_folder.hpp"
#include "support/wait_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

TEST_CASE("run wait ends at once where the answer is known") {
  WaitFixture fixture;
  SUBCASE("with one request when it is complete already") {
    fixture.receive();
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    CHECK(fixture.run() == ExitStatus::done);
    const Json result = fixture.only_result();
    CHECK(result["outcome"] == "satisfied");
    CHECK(result["source"] == "state");
    CHECK(result["event"] == "FIRST_SYNC_COMPLETE");
    CHECK(result["completed_at"] == "2026-11-23T08:00:00.000Z");
    CHECK(fixture.machine.handlers.empty());
  }
  SUBCASE("without opening a listener when only its jobs had to be counted") {
    fixture.receive();
    fixture.options.rules.max_failed_jobs = FailureAllowance{0, false};
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS", "FAILURE"});
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.only_result()["failed_job_count"] == 1);
    CHECK(fixture.only_result()["outcome"] == "unhealthy");
    CHECK(fixture.machine.handlers.empty());
  }
  SUBCASE("when there is no such integration") {
    fixture.machine.transport.expect(fixture.look_at("a"), json_reply(R"({"results":null})"));
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.only_result()["outcome"] == "impossible");
    CHECK_FALSE(fixture.only_result()["hint"].is_null());
  }
  SUBCASE("when it is not active") {
    fixture.reads("a", R"("active":false)");
    CHECK(fixture.run() == ExitStatus::answer_is_no);
  }
  SUBCASE("when the token is refused") {
    for (const int status : {401, 403}) {
      fixture.machine.transport.expect(fixture.look_at("a"), json_reply("{}", status));
      CHECK(fixture.run() == ExitStatus::auth);
    }
    CHECK(fixture.results().front()["outcome"] == "error");
  }
  SUBCASE("when Propexo answers what cannot be understood") {
    fixture.machine.transport.expect(fixture.look_at("a"), json_reply(R"({"results":[]})"));
    CHECK(fixture.run() == ExitStatus::unreachable);
  }
}

TEST_CASE("run wait polls") {
  WaitFixture fixture;
  SUBCASE("until the first sync is complete and counts its jobs") {
    fixture.reads("a", never_complete);
    fixture.reads("a", never_complete);
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS", "SUCCESS", "FAILURE"});
    CHECK(fixture.run() == ExitStatus::done);
    const Json result = fixture.only_result();
    CHECK(result["source"] == "poll");
    CHECK(result["successful_job_count"] == 2);
    CHECK(result["failed_job_count"] == 1);
    CHECK(result["waited_seconds"].is_number());
  }
  SUBCASE("without the counts where the log cannot be read") {
    fixture.reads("a", never_complete);
    fixture.reads("a", never_complete);
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.machine.transport.expect(fixture.jobs_of("a"), json_reply("{}", 403));
    fixture.stays("a");
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["failed_job_count"].is_null());
  }
  SUBCASE("and ends when the log that the verdict needs is refused") {
    fixture.options.rules.max_failed_jobs = FailureAllowance{0, false};
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.machine.transport.expect(fixture.jobs_of("a"), json_reply("{}", 403));
    fixture.stays("a");
    CHECK(fixture.run() == ExitStatus::auth);
  }
  SUBCASE("for SYNC_COMPLETE later than the state first seen") {
    fixture.options.rules.event = TriggerKind::sync_complete;
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads("a", complete_at("2026-11-23T09:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["event"] == "SYNC_COMPLETE");
  }
  SUBCASE("through trouble with the API") {
    fixture.reads("a", never_complete);
    for (int i = 0; i < 4; ++i) {
      fixture.machine.transport.expect(fixture.look_at("a"), json_reply("", 503));
    }
    fixture.reads("a", never_complete);
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.run() == ExitStatus::done);
    const std::string said = fixture.machine.io.err();
    const std::size_t first = said.find("503");
    REQUIRE(first != std::string::npos);
    CHECK(said.find("503", first + 1) == std::string::npos); // the same trouble is told once
    CHECK(said.find("the API answers again") != std::string::npos);
  }
}

TEST_CASE("run wait at the deadline") {
  WaitFixture fixture;
  fixture.options.timeout = 500ms; // two looks must fit in, however busy the machine is
  fixture.options.poll_interval = 1h;
  fixture.reads("a", never_complete);
  fixture.reads("a", never_complete);
  SUBCASE("takes a last look and finds it complete") {
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["outcome"] == "satisfied");
  }
  SUBCASE("says what it last saw and how to go on") {
    fixture.reads("a", never_complete);
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.only_result()["outcome"] == "timed_out");
    const std::string said = fixture.machine.io.err();
    CHECK(said.find("no sync completed yet") != std::string::npos);
    CHECK(said.find("syncbell wait a") != std::string::npos);
  }
  SUBCASE("says that the API was out of reach") {
    for (int i = 0; i < 2; ++i) {
      fixture.machine.transport.expect(fixture.look_at("a"), json_reply("", 502));
    }
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.only_result()["reason"].get<std::string>().find("502") != std::string::npos);
  }
}

TEST_CASE("run wait with no time at all looks once") {
  WaitFixture fixture;
  fixture.options.timeout = 0ms;
  SUBCASE("where it polls") { fixture.reads("a", complete_at("2026-11-23T08:00:00Z")); }
  SUBCASE("where it would receive webhooks, and the first look has been cut short") {
    fixture.options.reach.url = "https://public.example/hook";
    fixture.last_fields = complete_at("2026-11-23T08:00:00Z");
    fixture.stays("a");
    const auto nobody = [] { return json_reply("", 404); };
    fixture.machine.transport.keep_answering("POST https://public.example/hook", nobody);
  }
  CHECK(fixture.run() == ExitStatus::done);
}

TEST_CASE("run wait says that it cannot count jobs by which it is to judge") {
  WaitFixture fixture;
  fixture.options.rules.max_failed_jobs = FailureAllowance{0, false};
  const auto fails = [] { return json_reply("", 503); };
  SUBCASE("at the deadline") {
    fixture.options.timeout = 300ms;
    fixture.last_fields = complete_at("2026-11-23T08:00:00Z");
    fixture.stays("a");
    fixture.machine.transport.keep_answering(fixture.jobs_of("a"), fails);
    CHECK(fixture.run() == ExitStatus::timed_out);
    const Json result = fixture.only_result();
    CHECK(result["reason"].get<std::string>().starts_with(
        "complete, but its jobs could not be counted: GET /v1/admin/logs/jobs/"));
    CHECK(result["source"].is_null());
    CHECK(result["event"].is_null());
  }
  SUBCASE("and that it can again") {
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    for (int i = 0; i < 2; ++i) // tries
      fixture.machine.transport.expect(fixture.jobs_of("a"), fails);
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.err().find("the job log can be read again") != std::string::npos);
  }
  const std::string said = fixture.machine.io.err();
  const std::size_t first = said.find("; trying again until the deadline");
  REQUIRE(first != std::string::npos);
  CHECK(said.find("; trying again until the deadline", first + 1) == std::string::npos);
}

TEST_CASE("run wait gives each integration its result where it cannot listen") {
  WaitFixture fixture;
  fixture.receive();
  fixture.options.integrations = {IntegrationId("a"), IntegrationId("b")};
  fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
  fixture.reads("b", never_complete);
  fixture.options.save.path = "/dev/null/x"; // is no folder
  CHECK(fixture.run() == ExitStatus::local_failure);
  REQUIRE(fixture.results().size() == 2);
  CHECK(fixture.results()[1]["outcome"] == "error");
  CHECK(fixture.documents().size() == 2);
}

TEST_CASE("run wait for several") {
  WaitFixture fixture;
  fixture.options.integrations = {IntegrationId("a"), IntegrationId("b")};
  SUBCASE("ends when each is decided and gives a line for each") {
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads("b", complete_at("2026-11-23T09:00:00Z"));
    CHECK(fixture.run() == ExitStatus::done);
    REQUIRE(fixture.results().size() == 2);
    CHECK(fixture.results()[0]["integration_id"] == "a");
    CHECK(fixture.results()[1]["integration_id"] == "b");
  }
  SUBCASE("looks again only at what is undecided") {
    fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
    fixture.reads("b", never_complete);
    fixture.reads("b", complete_at("2026-11-23T09:00:00Z"));
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("is a no when one of them is") {
    fixture.reads("a", R"("active":true,"is_archived":true)");
    fixture.reads("b", complete_at("2026-11-23T09:00:00Z"));
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    CHECK(fixture.results().size() == 2);
  }
  SUBCASE("reads many through the list and asks for those it leaves out") {
    fixture.options.integrations = {IntegrationId("a"), IntegrationId("b"), IntegrationId("c"),
                                    IntegrationId("d")};
    std::string items;
    for (const char* id : {"x", "c", "b", "a"}) {
      items += (items.empty() ? "" : ",") + std::string(R"({"id":")") + id + "\"," +
               complete_at("2026-11-23T08:00:00Z") + "}";
    }
    fixture.machine.transport.expect(
        "GET https://api.example/v1/admin/integrations/?limit=250&offset=0",
        json_reply(R"({"results":[)" + items + "]}"));
    fixture.reads("d", R"("active":false,"is_archived":true)");
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    REQUIRE(fixture.results().size() == 4);
    CHECK(fixture.results()[3]["outcome"] == "impossible");
  }
  SUBCASE("ends with the first for --any") {
    fixture.options.quorum = Quorum::any;
    fixture.reads("a", never_complete);
    fixture.reads("b", complete_at("2026-11-23T09:00:00Z"));
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["integration_id"] == "b");
  }
}

TEST_CASE("run wait with --start-sync asks once after the look that counts") {
  WaitFixture fixture;
  fixture.options.start_sync = true;
  const std::string post = "POST https://api.example/v1/admin/integrations/a/manual-sync";
  fixture.reads("a", never_complete);
  fixture.reads("a", never_complete);
  SUBCASE("and waits for it") {
    fixture.machine.transport.expect(post, json_reply(R"({"result":{"success":true}})"));
    fixture.reads("a", never_complete);
    fixture.reads("a", complete_at("2026-11-23T09:00:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("and ends when it is refused") {
    fixture.options.poll_interval = 1h;
    fixture.machine.transport.expect(post, json_reply("{}", 400));
    CHECK(fixture.run() == ExitStatus::unreachable);
    CHECK(fixture.only_result()["outcome"] == "error");
  }
  SUBCASE("and ends when the token may not") {
    fixture.options.poll_interval = 1h;
    fixture.machine.transport.expect(post, json_reply("{}", 403));
    CHECK(fixture.run() == ExitStatus::auth);
  }
}

TEST_CASE("run wait with --start-sync asks not before it is active") {
  WaitFixture fixture;
  fixture.options.start_sync = true;
  fixture.options.rules.wait_active = true;
  for (int i = 0; i < 3; ++i) // the first, and the one that counts
    fixture.reads("a", R"("active":false)");
  fixture.reads("a", never_complete);
  fixture.machine.transport.expect("POST https://api.example/v1/admin/integrations/a/manual-sync",
                                   json_reply(R"({"result":{"success":true}})"));
  fixture.reads("a", complete_at("2026-11-23T09:00:00Z"));
  fixture.reads_jobs("a", {"SUCCESS"});
  CHECK(fixture.run() == ExitStatus::done);
}

TEST_CASE("run wait says what is wrong before it does anything") {
  WaitFixture fixture;
  SUBCASE("with the options") {
    fixture.options.integrations = {};
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.documents().front()["error"]["kind"] == "usage");
  }
  SUBCASE("with the token") {
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    fixture.options.via = WaitVia::poll;
    CHECK(fixture.run() == ExitStatus::auth);
    CHECK(fixture.documents().front()["error"]["kind"] == "auth");
  }
  CHECK(fixture.documents().size() == 1);
}

TEST_CASE("run wait fails when nobody can read its result") {
  WaitFixture fixture;
  fixture.machine.io.out_failure = std::make_error_code(std::errc::broken_pipe);
  fixture.reads("a", complete_at("2026-11-23T08:00:00Z"));
  CHECK(fixture.run() == ExitStatus::local_failure);
}

TEST_CASE("run wait --save") {
  WaitFixture fixture;
  fixture.receive();
  fixture.machine.variables.erase("PROPEXO_API_TOKEN");
  const TemporaryFolder folder;
  fixture.options.save.path = folder.path("x.jsonl");
  SUBCASE("keeps what it received before it answers") {
    const std::string other = sync_body("other");
    fixture.machine.on_open = [&](ServerHandler& handler) {
      CHECK(handler(unsigned_request(other)).status == 401);
      CHECK(handler(signed_request(other)).status == 200);
      CHECK(Json::parse(*read_file(folder.path("x.jsonl")))["body"] == other);
      CHECK(handler(signed_request(sync_body("a"))).status == 200);
    };
    CHECK(fixture.run() == ExitStatus::done);
    const std::string kept = *read_file(folder.path("x.jsonl"));
    CHECK(std::count(kept.begin(), kept.end(), '\n') == 2);
  }
  SUBCASE("does not count what it cannot keep") {
    fixture.machine.on_open = [&](ServerHandler& handler) {
      std::filesystem::remove(folder.path("x.jsonl"));
      std::filesystem::create_directory(folder.path("x.jsonl"));
      CHECK(handler(signed_request(sync_body("a"))).status == 500);
      std::filesystem::remove(folder.path("x.jsonl"));
      CHECK(handler(signed_request(sync_body("a"))).status == 200);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.err().find("cannot save to") != std::string::npos);
  }
  SUBCASE("does not listen where it cannot save") {
    std::filesystem::create_directory(folder.path("x.jsonl"));
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.machine.handlers.empty());
  }
}

TEST_CASE("run wait shows the secret of nobody") {
  WaitFixture fixture;
  fixture.receive();
  fixture.options.output.verbose = true;
  fixture.machine.transport.expect(fixture.look_at("a"),
                                   json_reply(R"({"error":{"message":"tok-3n-s3cr3t"}})", 401));
  CHECK(fixture.run() == ExitStatus::auth);
  for (const std::string& text : {fixture.machine.io.out(), fixture.machine.io.err()}) {
    CHECK(text.find("tok-3n-s3cr3t") == std::string::npos);
    CHECK(text.find(webhook_secret.reveal()) == std::string::npos);
  }
}
