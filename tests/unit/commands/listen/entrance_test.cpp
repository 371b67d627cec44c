#include "commands/listen/entrance.hpp"
#include "support/lease_exchange.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture() {
    options.subscribe = true;
    options.reach.url = LeaseExchange::public_url;
    options.output.json = true;
  }

  Result<ListenRoute> route() {
    Environment environment = machine.environment();
    Console console(machine.io, {}, {});
    return plan_route(options, {}, environment, console);
  }
  LeaseTerms terms() {
    const Result<ListenRoute> planned = route();
    REQUIRE(planned.has_value());
    REQUIRE(planned->line.has_value());
    return planned->line->lease.value();
  }
  ExitStatus run() {
    Environment environment = machine.environment();
    return syncbell::run(options, environment);
  }
  bool said(const std::string& text) const {
    return (machine.io.out() + machine.io.err()).find(text) != std::string::npos;
  }

  TestEnvironment machine;
  LeaseExchange exchange{machine};
  ListenOptions options;
};

} // namespace

TEST_CASE("plan_route") {
  Fixture fixture;
  SUBCASE("subscribes to the completions of syncs and renews the lease") {
    const LeaseTerms terms = fixture.terms();
    CHECK(terms.command == "listen");
    CHECK(terms.events ==
          std::vector{TriggerKind::first_sync_complete, TriggerKind::sync_complete});
    CHECK(terms.integrations.empty());
    CHECK(terms.length == 24h);
    CHECK(terms.is_renewed);
  }
  SUBCASE("subscribes to what is asked for until its end") {
    fixture.options.events = {"DATA_NEW", "JOB_FAILURE"};
    fixture.options.integrations = {IntegrationId("a")};
    fixture.options.timeout = 1h;
    const LeaseTerms terms = fixture.terms();
    CHECK(terms.events == std::vector{TriggerKind::job_failure, TriggerKind::data_new});
    CHECK(terms.integrations == fixture.options.integrations);
    CHECK(terms.length == 70min);
    CHECK_FALSE(terms.is_renewed);
  }
  SUBCASE("proves the address alone without --subscribe") {
    fixture.options.subscribe = false;
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    const auto route = fixture.route();
    REQUIRE(route.has_value());
    CHECK(route->line);
    CHECK_FALSE(route->line->lease);
    CHECK_FALSE(route->api);
  }
  SUBCASE("needs neither where nothing is to be reached") {
    fixture.options = {};
    CHECK_FALSE(fixture.route()->line);
  }
  SUBCASE("needs an address to subscribe") {
    fixture.options.reach = {};
    CHECK(fixture.route().error().kind == ErrorKind::usage);
  }
  SUBCASE("needs a token to subscribe") {
    fixture.machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(fixture.route().error().kind == ErrorKind::auth);
  }
}

TEST_CASE("run listen with a subscription of its own") {
  Fixture fixture;
  fixture.exchange.address_is_proved();
  fixture.exchange.account_is_swept();
  SUBCASE("receives through it and takes it away") {
    std::atomic<int> status = 0;
    std::jthread sender;
    fixture.exchange.subscription_is_made();
    fixture.machine.io.before_write_out = [&, told = false]() mutable {
      if (std::exchange(told, true)) return; // the first is the record that it is ready
      sender = std::jthread([&] { status = fixture.exchange.deliver("{}"); });
    };
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::done);
    sender.join();
    CHECK(status == 200);
    CHECK(fixture.said(R"("subscription_id":"w")"));
    CHECK(fixture.said(R"("deliveries":1,"rejected":[],"left_behind":null)"));
    CHECK(fixture.machine.drained == 1);
  }
  SUBCASE("ends where there is none to be had") {
    fixture.machine.transport.expect("POST " + LeaseExchange::webhooks, json_reply("{}", 400));
    CHECK(fixture.run() == ExitStatus::unreachable);
    CHECK(fixture.said(R"({"error":)"));
  }
  SUBCASE("names what it leaves behind") {
    fixture.options.timeout = 300ms;
    fixture.exchange.subscription_is_made();
    fixture.exchange.subscription_is_removed(403);
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.said(R"("left_behind":"syncbell unsubscribe w --yes")"));
    CHECK(fixture.said("remove it with: syncbell unsubscribe w --yes"));
    CHECK_FALSE(fixture.said("could be received"));
  }
}
