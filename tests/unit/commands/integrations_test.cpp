#include "commands/integrations.hpp"
#include "support/wait_fixture.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string list = "GET https://api.example/v1/admin/integrations/?limit=250&offset=0";
const std::string one = "GET https://api.example/v1/admin/integrations/a/";
const std::string schedules = one + "job-schedules/?limit=250&offset=0";

ExitStatus show(TestEnvironment& machine, const std::string& id = "", bool json = true) {
  IntegrationsOptions options;
  options.id = IntegrationId(id);
  options.output.json = json;
  Environment environment = machine.environment();
  return run(options, environment);
}

} // namespace

TEST_CASE("run integrations lists all") {
  TestEnvironment machine;
  machine.transport.expect(list, json_reply(R"({"results":[{"id":"a","active":true}]})"));
  SUBCASE("as JSON") {
    CHECK(show(machine) == ExitStatus::done);
    CHECK(Json::parse(machine.io.out()).size() == 1);
  }
  SUBCASE("as a table") {
    CHECK(show(machine, "", false) == ExitStatus::done);
    CHECK(machine.io.out().find("ID  NAME") == 0);
  }
  SUBCASE("and fails when nobody can read it") {
    machine.io.out_failure = std::make_error_code(std::errc::no_space_on_device);
    CHECK(show(machine) == ExitStatus::local_failure);
  }
}

TEST_CASE("run integrations shows one") {
  TestEnvironment machine;
  SUBCASE("with its schedules") {
    machine.transport.expect(one, WaitFixture::state("a", never_complete));
    machine.transport.expect(schedules,
                             json_reply(R"({"results":[{"id":"s","status":"ACTIVE"}]})"));
    CHECK(show(machine, "a") == ExitStatus::done);
    CHECK(Json::parse(machine.io.out())["schedules"][0]["id"] == "s");
  }
  SUBCASE("and says no where there is none") {
    machine.transport.expect(one, json_reply(R"({"results":null})"));
    CHECK(show(machine, "a") == ExitStatus::answer_is_no);
    CHECK(Json::parse(machine.io.out())["error"]["kind"] == "not_found");
  }
}

TEST_CASE("run integrations fails") {
  TestEnvironment machine;
  SUBCASE("without a token") {
    machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(show(machine) == ExitStatus::auth);
  }
  SUBCASE("when the token is refused") {
    machine.transport.expect(list, json_reply("{}", 403));
    CHECK(show(machine) == ExitStatus::auth);
  }
  SUBCASE("when the API cannot be reached after four tries") {
    for (int i = 0; i < 4; ++i) {
      machine.transport.expect(list, Error{ErrorKind::network, "connection refused"});
    }
    CHECK(show(machine) == ExitStatus::unreachable);
  }
  CHECK(Json::parse(machine.io.out()).contains("error"));
  CHECK(machine.io.err().find("syncbell: ") != std::string::npos);
}
