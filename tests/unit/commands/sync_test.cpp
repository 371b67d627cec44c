#include "commands/sync.hpp"
#include "support/wait_fixture.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string path = "POST https://api.example/v1/admin/integrations/a/";
const HttpReply started = json_reply(R"({"result":{"success":true}})");

struct Fixture : WaitFixture {
  ExitStatus sync(bool wait = false) {
    Environment environment = machine.environment();
    return syncbell::run(SyncOptions{wait, options}, environment);
  }
};

} // namespace

TEST_CASE("run sync") {
  Fixture fixture;
  SUBCASE("asks for a sync") {
    fixture.machine.transport.expect(path + "manual-sync", started);
    CHECK(fixture.sync() == ExitStatus::done);
    CHECK(fixture.machine.io.out() ==
          "{\"integration_id\":\"a\",\"requested\":true,\"back_sync\":false}\n");
  }
  SUBCASE("asks for a back-sync only when told to") {
    fixture.options.sync_request.back_sync = true;
    fixture.machine.transport.expect(path + "back-sync", started);
    CHECK(fixture.sync() == ExitStatus::done);
  }
  SUBCASE("fails when Propexo does not start it") {
    fixture.machine.transport.expect(path + "manual-sync", json_reply("{}"));
    CHECK(fixture.sync() == ExitStatus::unreachable);
  }
  SUBCASE("fails without a token") {
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(fixture.sync() == ExitStatus::auth);
  }
}

TEST_CASE("run sync with --wait") {
  Fixture fixture;
  const std::string before = complete_at("2026-11-23T08:00:00Z");
  SUBCASE("is done by a completion later than the one before it asked") {
    fixture.reads("a", before);
    fixture.reads("a", before);
    fixture.machine.transport.expect(path + "manual-sync", started);
    fixture.reads("a", before);
    fixture.reads("a", complete_at("2026-11-23T08:05:00Z"));
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.sync(true) == ExitStatus::done);
    CHECK(fixture.only_result()["event"] == "SYNC_COMPLETE");
    CHECK(fixture.only_result()["completed_at"] == "2026-11-23T08:05:00.000Z");
  }
  SUBCASE("is not done by a sync where it asked for a back-sync") {
    fixture.options.sync_request.back_sync = true;
    fixture.reads("a", before);
    fixture.reads("a", before);
    fixture.machine.transport.expect(path + "back-sync", started);
    fixture.reads("a", complete_at("2026-11-23T08:05:00Z"));
    fixture.reads("a", before + R"(,"last_completed_back_sync":"2026-11-23T08:06:00Z")");
    fixture.reads_jobs("a", {"SUCCESS"});
    CHECK(fixture.sync(true) == ExitStatus::done);
    CHECK(fixture.only_result()["completed_at"] == "2026-11-23T08:06:00.000Z");
  }
  SUBCASE("does not ask an integration that will not sync") {
    fixture.reads("a", R"("active":false)");
    CHECK(fixture.sync(true) == ExitStatus::answer_is_no);
  }
  SUBCASE("needs a token") {
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(fixture.sync(true) == ExitStatus::auth);
  }
}
