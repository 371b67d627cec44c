#include "commands/public_line_plan.hpp"
#include "support/memory_io.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  MemoryIo io;
  PublicOptions options;
  ReceiverOptions receiver;
  Settings settings;
  std::optional<Url> api = *parse_url("https://api.example");

  Result<LinePlan> plan() {
    Console console(io, {}, {});
    return plan_line({options, receiver, api, settings}, console);
  }
  Error failure() {
    const Result<LinePlan> made = plan();
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().kind == ErrorKind::usage);
    return made.error();
  }
};

} // namespace

TEST_CASE("plan_line with a public URL") {
  Fixture fixture;
  SUBCASE("keeps it with the path here") {
    fixture.options.url = "https://a.example:{port}/hook";
    fixture.receiver.path = "/local";
    fixture.receiver.path_given = true;
    const auto plan = fixture.plan();
    REQUIRE(plan.has_value());
    CHECK(plan->public_url == "https://a.example:{port}/hook");
    CHECK(plan->endpoint.path == "/local");
    CHECK(plan->path_given);
    CHECK_FALSE(plan->may_be_nearby);
    CHECK(fixture.io.err().empty());
  }
  SUBCASE("refuses what is none") {
    fixture.options.url = "a.example";
    CHECK(fixture.failure().message.find("--public-url: ") == 0);
  }
  SUBCASE("refuses a password") {
    fixture.options.url = "https://me:s3cret@a.example/";
    CHECK(fixture.failure().message.find("s3cret") == std::string::npos);
  }
  SUBCASE("refuses this machine to an API that is elsewhere") {
    fixture.options.url = "http://127.0.0.1:{port}/";
    CHECK(fixture.failure().message.find("https://api.example cannot reach 127.0.0.1") !=
          std::string::npos);
  }
  SUBCASE("takes this machine for an API on it, and where nothing is registered") {
    fixture.options.url = "http://127.0.0.1:{port}/";
    fixture.api = *parse_url("http://localhost:4481");
    CHECK(fixture.plan()->may_be_nearby);
    fixture.api = std::nullopt;
    CHECK(fixture.plan()->may_be_nearby);
    CHECK(fixture.io.err().empty());
  }
  SUBCASE("warns of deliveries in clear") {
    fixture.options.url = "http://a.example:{port}/";
    CHECK(fixture.plan().has_value());
    CHECK(fixture.io.err() ==
          "warning: deliveries to http://a.example:{port}/ travel in clear; use https://\n");
  }
}

TEST_CASE("plan_line with a tunnel") {
  Fixture fixture;
  SUBCASE("splits its command") {
    fixture.options.tunnel = "ngrok http {port} --log 'std out'";
    CHECK(fixture.plan()->tunnel ==
          std::vector<std::string>{"ngrok", "http", "{port}", "--log", "std out"});
  }
  SUBCASE("refuses what needs a shell") {
    fixture.options.tunnel = "ssh host | cat";
    CHECK(fixture.failure().hint.find("sh -c") != std::string::npos);
  }
  SUBCASE("refuses nothing") {
    for (const char* nothing : {" ", "''"}) {
      fixture.options.tunnel = nothing;
      CHECK(fixture.failure().message.find("names no program") != std::string::npos);
    }
  }
}

TEST_CASE("flags_for_api") {
  CHECK(flags_for_api({}).empty());
  CHECK(flags_for_api({"my token", "http://localhost:1", "sandbox", "ca.pem"}) ==
        " --token-file 'my token' --api-url http://localhost:1 --environment sandbox --cacert "
        "ca.pem");
  CHECK(flags_for_api({"-", "", "", ""}).empty()); // it was read to its end
}
