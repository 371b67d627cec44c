#include "commands/wait/setup.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  Fixture() { options.integrations = {IntegrationId("a")}; }

  Result<WaitSetup> set_up() {
    Environment environment = machine.environment();
    Console console(machine.io, {}, {});
    return set_up_wait(options, environment, console);
  }
  Error failure() {
    const Result<WaitSetup> setup = set_up();
    REQUIRE_FALSE(setup.has_value());
    return setup.error();
  }
  void receive() {
    options.existing_subscription = true;
    machine.variables["PROPEXO_WEBHOOK_SECRET"] = "correct-horse";
  }

  TestEnvironment machine;
  WaitOptions options;
};

} // namespace

TEST_CASE("set_up_wait chooses the sources") {
  Fixture fixture;
  SUBCASE("polls with a token") {
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    CHECK(setup->api);
    CHECK_FALSE(setup->endpoint);
  }
  SUBCASE("polls and listens with both") {
    fixture.receive();
    for (const WaitVia via : {WaitVia::automatic, WaitVia::both}) {
      fixture.options.via = via;
      const auto setup = fixture.set_up();
      REQUIRE(setup.has_value());
      CHECK(setup->api);
      REQUIRE(setup->endpoint);
      CHECK(setup->endpoint->secrets.front().reveal() == "correct-horse");
      CHECK_FALSE(setup->endpoint->allow_unsigned);
    }
  }
  SUBCASE("listens without a token") {
    fixture.receive();
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    CHECK_FALSE(setup->api);
    CHECK(setup->endpoint);
  }
  SUBCASE("only listens where that is wanted") {
    fixture.receive();
    fixture.options.via = WaitVia::webhook;
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    CHECK_FALSE(setup->api);
    CHECK(setup->endpoint);
  }
}

TEST_CASE("set_up_wait with a subscription of its own") {
  Fixture fixture;
  fixture.options.reach.url = "https://a.example/";
  SUBCASE("polls and makes the line") {
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    CHECK(setup->polls);
    CHECK_FALSE(setup->endpoint);
    REQUIRE(setup->line);
    REQUIRE(setup->line->lease);
    const LeaseTerms& terms = *setup->line->lease;
    CHECK(terms.events == std::vector{TriggerKind::first_sync_complete});
    CHECK(terms.integrations == fixture.options.integrations);
    CHECK(terms.length == std::chrono::hours{6} + std::chrono::minutes{10});
    CHECK_FALSE(terms.is_renewed);
    CHECK(terms.most_tries == 1);
    fixture.options.via = WaitVia::webhook;
    CHECK(fixture.set_up()->line->lease->most_tries == 0);
  }
  SUBCASE("asks for the events it is decided by") {
    fixture.options.rules.event = TriggerKind::sync_complete;
    fixture.options.rules.fail_fast = true;
    CHECK(fixture.set_up()->line->lease->events == std::vector{TriggerKind::first_sync_complete,
                                                               TriggerKind::sync_complete,
                                                               TriggerKind::job_failure});
  }
  SUBCASE("talks to the API though it is not to poll") {
    fixture.options.via = WaitVia::webhook;
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    CHECK(setup->api);
    CHECK_FALSE(setup->polls);
  }
  SUBCASE("needs a token") {
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(fixture.failure().kind == ErrorKind::auth);
  }
  SUBCASE("contradicts polling alone") {
    fixture.options.via = WaitVia::poll;
    CHECK(fixture.failure().kind == ErrorKind::usage);
  }
  SUBCASE("refuses an address that the API cannot reach") {
    fixture.options.reach.url = "http://localhost:{port}/";
    CHECK(fixture.failure().kind == ErrorKind::usage);
  }
  SUBCASE("makes none for one that exists and proves the address alone") {
    fixture.receive();
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    const auto setup = fixture.set_up();
    REQUIRE(setup.has_value());
    REQUIRE(setup->line);
    CHECK_FALSE(setup->line->lease);
    CHECK(setup->line->endpoint.secrets.size() == 1);
  }
}

TEST_CASE("set_up_wait refuses what cannot be meant") {
  Fixture fixture;
  SUBCASE("nothing to wait for") { fixture.options.integrations = {}; }
  SUBCASE("an address nobody sends to") { fixture.options.listen_given = true; }
  SUBCASE("saving what is not received") { fixture.options.save.path = "x.jsonl"; }
  SUBCASE("a path without a listener") { fixture.options.receiver.path_given = true; }
  SUBCASE("a port file without a listener") { fixture.options.receiver.port_file = "port"; }
  SUBCASE("a limit of bodies without a listener") { fixture.options.receiver.max_body_bytes = 10; }
  SUBCASE("a secret without a listener") { fixture.options.secrets.files = {"secret"}; }
  SUBCASE("webhooks without an address") { fixture.options.via = WaitVia::webhook; }
  SUBCASE("both without an address") { fixture.options.via = WaitVia::both; }
  SUBCASE("polling with a subscription") {
    fixture.receive();
    fixture.options.via = WaitVia::poll;
  }
  SUBCASE("neither token nor listener") { fixture.machine.variables.erase("PROPEXO_API_TOKEN"); }
  SUBCASE("a listener without a secret") { fixture.options.existing_subscription = true; }
  SUBCASE("every schedule without the API") {
    fixture.receive();
    fixture.options.via = WaitVia::webhook;
    fixture.options.rules.every_schedule = true;
  }
  SUBCASE("starting a sync without the API") {
    fixture.receive();
    fixture.options.via = WaitVia::webhook;
    fixture.options.start_sync = true;
  }
  const Error error = fixture.failure();
  CHECK(error.kind == ErrorKind::usage);
  CHECK_FALSE(error.hint.empty());
}

TEST_CASE("set_up_wait names both ways where there is no source") {
  Fixture fixture;
  fixture.machine.variables.erase("PROPEXO_API_TOKEN");
  const Error error = fixture.failure();
  for (const char* way :
       {"PROPEXO_API_TOKEN", "--token-file", "--existing-subscription", "--secret-file"}) {
    CHECK(error.hint.find(way) != std::string::npos);
  }
}

TEST_CASE("set_up_wait asks for a token where polling is wanted") {
  Fixture fixture;
  fixture.machine.variables.erase("PROPEXO_API_TOKEN");
  SUBCASE("alone") { fixture.options.via = WaitVia::poll; }
  SUBCASE("with webhooks") {
    fixture.receive();
    fixture.options.via = WaitVia::both;
  }
  CHECK(fixture.failure().kind == ErrorKind::auth);
}

TEST_CASE("set_up_wait does not go on without what was meant to be there") {
  Fixture fixture;
  SUBCASE("an empty token though there is a listener") {
    fixture.receive();
    fixture.machine.variables["PROPEXO_API_TOKEN"] = "";
    CHECK(fixture.failure().kind == ErrorKind::auth);
  }
  SUBCASE("an empty secret though there is a token") {
    fixture.receive();
    fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "";
    CHECK(fixture.failure().kind == ErrorKind::usage);
  }
  SUBCASE("a URL to which no token is sent") {
    fixture.machine.variables["PROPEXO_API_URL"] = "http://api.example";
    CHECK(fixture.failure().kind == ErrorKind::usage);
  }
}

TEST_CASE("set_up_wait needs no integration where a COMMAND names them") {
  Fixture fixture;
  fixture.options.integrations = {};
  fixture.options.command = {"make"};
  CHECK(fixture.set_up().has_value());
}
