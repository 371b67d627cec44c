#include "commands/subscribe.hpp"
#include "commands/subscribe/registration.hpp"
#include "support/mock_propexo.hpp"

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string w1 = "cmwebhook0000000000000001";
const std::string w2 = "cmwebhook0000000000000002";

const std::string theirs = R"({"url":"https://hooks.example/in","active":true,
  "triggers":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"],"secret":"their-secret",
  "headers":[{"header":"x-syncbell-integrations","value":"int-2"},
             {"header":"x-syncbell-run","value":"subscribe-other"}]})";

std::string headers_for(const std::string& integrations) {
  return R"({"headers":[{"header":"x-syncbell-integrations","value":")" + integrations +
         R"("},{"header":"x-syncbell-run","value":"subscribe-other"}]})";
}

// One run of subscribe for int-1, and what another run does meanwhile.
struct Race : PropexoMachine {
  explicit Race(const std::string& faults = "")
      : PropexoMachine(R"({"rate_limit":0,"integrations":[{"id":"int-1","vendor":"MRI"}],
                           "api_faults":[)" +
                       faults + "]}") {
    options.output.json = true;
    options.url = "https://hooks.example/in";
    options.integrations = {IntegrationId("int-1")};
  }

  // Before the request of that number (from 1) of those that begin so.
  void before(const std::string& what, int number, std::function<void()> others) {
    propexo.before = [what, left = number,
                      others = std::move(others)](const std::string& call) mutable {
      if (call.starts_with(what) && --left == 0) others();
    };
  }

  Json run() {
    Environment other = environment();
    REQUIRE(syncbell::run(options, other) == ExitStatus::done);
    return json();
  }

  SubscribeOptions options;
};

} // namespace

TEST_CASE("Registration merges into an older one that another run made meanwhile") {
  Race race;
  race.before("POST", 1, [&race] { race.propexo.ask("POST", "/v1/webhooks/", theirs); });
  const Json answer = race.run();
  CHECK(answer["id"] == w1);
  CHECK(answer["created"] == false);
  CHECK(answer["updated"] == true);
  CHECK_FALSE(answer.contains("secret"));
  CHECK(race.propexo.webhooks().size() == 1);
  CHECK(race.propexo.header(w1, "x-syncbell-integrations") == "int-2,int-1");
  CHECK(race.propexo.webhook(w1).secret.reveal() == "their-secret");
}

TEST_CASE("Registration names what it could not take back") {
  Race race(R"({"method":"DELETE","path":"*","status":403})");
  race.before("POST", 1, [&race] { race.propexo.ask("POST", "/v1/webhooks/", theirs); });
  Environment environment = race.environment();
  CHECK(run(race.options, environment) == ExitStatus::auth);
  CHECK(race.err().find("syncbell unsubscribe " + w2 + " --yes") != std::string::npos);
}

TEST_CASE("Registration keeps its own where that is the older") {
  Race race;
  race.before("GET /v1/webhooks/?active=true", 2, [&race] {
    race.clock.move(std::chrono::milliseconds{5});
    race.propexo.ask("POST", "/v1/webhooks/", theirs);
  });
  const Json answer = race.run();
  CHECK(answer["id"] == w1);
  CHECK(answer["created"] == true);
  CHECK(answer["integrations"] == Json{"int-1", "int-2"});
  // Theirs is theirs to take back, and said to be there.
  CHECK(race.err().find("syncbell unsubscribe " + w2 + " --yes") != std::string::npos);
}

TEST_CASE("Registration makes a change again that another run has overwritten") {
  Race race;
  race.propexo.ask("POST", "/v1/webhooks/", theirs);
  race.clock.during_pause = [&race, done = false]() mutable {
    if (std::exchange(done, true)) return;
    race.propexo.ask("PUT", "/v1/webhooks/" + w1, headers_for("int-2,int-3"));
  };
  const Json answer = race.run();
  CHECK(answer["integrations"] == Json{"int-2", "int-3", "int-1"});
  CHECK(race.propexo.sent("PUT") == 2);
}

TEST_CASE("Registration gives up where others never leave it alone") {
  Race race;
  race.propexo.ask("POST", "/v1/webhooks/", theirs);
  race.clock.during_pause = [&race] {
    race.propexo.ask("PUT", "/v1/webhooks/" + w1, headers_for("int-2"));
  };
  Environment environment = race.environment();
  CHECK(run(race.options, environment) == ExitStatus::unreachable);
  CHECK(race.err().find("run the same command again") != std::string::npos);
}

TEST_CASE("Registration creates one when the reply is lost") {
  std::string fault;
  SUBCASE("with the connection") { fault = R"("lost_reply":true)"; }
  SUBCASE("to an internal error") { fault = R"("status":500,"carried_out":true)"; }
  SUBCASE("to a gateway") { fault = R"("status":502,"carried_out":true,"body":"<html>")"; }
  SUBCASE("to an unavailable service") { fault = R"("status":503,"carried_out":true)"; }
  SUBCASE("half way") { fault = R"("status":200,"carried_out":true,"body":"{\"result\":{\"i")"; }
  SUBCASE("to something that is no JSON") {
    fault = R"("status":200,"carried_out":true,"body":"OK")";
  }
  Race race(R"({"method":"POST","path":"/v1/webhooks/","times":1,)" + fault + "}");
  const Json answer = race.run();
  CHECK(answer["created"] == true);
  CHECK(answer["secret"] == race.propexo.webhook(w1).secret.reveal());
  CHECK(race.propexo.webhooks().size() == 1);
  CHECK(race.propexo.sent("POST") == 1);
}

TEST_CASE("Registration posts again what was not carried out") {
  std::string fault;
  SUBCASE("at an internal error") { fault = R"("status":500)"; }
  SUBCASE("at the rate limit") { fault = R"("status":429)"; }
  Race race(R"({"method":"POST","path":"/v1/webhooks/","times":2,)" + fault + "}");
  CHECK(race.run()["created"] == true);
  CHECK(race.propexo.webhooks().size() == 1);
  CHECK(race.propexo.sent("POST") == 3);
}

TEST_CASE("Registration ends well though it cannot look once more") {
  Race race(R"({"method":"GET","path":"/v1/webhooks/","status":403,"after":2})");
  CHECK(race.run()["created"] == true);
  CHECK(race.propexo.webhooks().size() == 1);
}

TEST_CASE("Registration stops when it is told to") {
  Race race;
  std::function<void(int)> signal;
  race.machine.on_watch = [&signal](std::function<void(int)> told) { signal = std::move(told); };
  race.before("POST", 1, [&signal] { signal(15); });
  Environment environment = race.environment();
  // What is under way is answered here; the look after it is not made any more.
  CHECK(run(race.options, environment) == ExitStatus::done);
  race.before("GET /v1/webhooks/", 1, [&signal] { signal(15); });
  CHECK(run(race.options, environment) == ExitStatus::terminated);
}
