#include "commands/unsubscribe.hpp"
#include "support/mock_propexo.hpp"

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string w1 = "cmwebhook0000000000000001"; // of subscribe, for int-1 and int-2
const std::string w2 = "cmwebhook0000000000000002"; // of subscribe, for int-1, its lease over
const std::string w3 = "cmwebhook0000000000000003"; // somebody else's, marked for int-1
const std::string w4 = "cmwebhook0000000000000004"; // of a running wait for int-1

const std::string scenario = R"({"webhooks":[
  {"url":"https://h/1","triggers":["DATA_NEW"],"headers":[
    {"header":"x-syncbell-integrations","value":"int-1,int-2"},
    {"header":"x-syncbell-run","value":"subscribe-1"}]},
  {"url":"https://h/2","triggers":["DATA_NEW"],"active":false,"headers":[
    {"header":"x-syncbell-integrations","value":"int-1"},
    {"header":"x-syncbell-expires","value":"2026-11-23T07:00:00Z"},
    {"header":"x-syncbell-run","value":"subscribe-2"}]},
  {"url":"https://h/3","triggers":["DATA_NEW"],"headers":[
    {"header":"X-Env","value":"prod"},{"header":"x-syncbell-integrations","value":"int-1"}]},
  {"url":"https://h/2","triggers":["JOB_FAILURE"],"headers":[
    {"header":"x-syncbell-integrations","value":"int-1"},
    {"header":"x-syncbell-expires","value":"2026-11-23T09:00:00Z"},
    {"header":"x-syncbell-run","value":"wait-1"}]}],"api_faults":[FAULTS]})";

std::string with_faults(const std::string& faults) {
  std::string text = scenario;
  return text.replace(text.find("FAULTS"), 6, faults);
}

struct Unsubscribing : PropexoMachine {
  explicit Unsubscribing(const std::string& faults = "") : PropexoMachine(with_faults(faults)) {
    options.output.json = true;
    options.yes = true;
  }

  ExitStatus run() {
    Environment other = environment();
    return syncbell::run(options, other);
  }

  // "ID result", one of each row.
  std::vector<std::string> results() const {
    std::vector<std::string> all;
    for (const Json& row : json())
      all.push_back(row["id"].get<std::string>() + " " + row["result"].get<std::string>());
    return all;
  }

  std::vector<std::string> left() {
    std::vector<std::string> ids;
    for (const mock::Webhook& webhook : propexo.webhooks())
      ids.push_back(webhook.id);
    return ids;
  }

  UnsubscribeOptions options;
};

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("run unsubscribe by id") {
  Unsubscribing machine;
  SUBCASE("removes several") {
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId(w3)};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{w1 + " removed", w3 + " removed"});
    CHECK(machine.left() == Texts{w2, w4});
  }
  SUBCASE("reports what is gone already and removes the others") {
    machine.options.choice.ids = {SubscriptionId("nope"), SubscriptionId(w1)};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{w1 + " removed", "nope gone"});
  }
  SUBCASE("is done where all are gone already") {
    machine.options.choice.ids = {SubscriptionId("nope")};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{"nope gone"});
    CHECK(machine.propexo.sent("DELETE") == 0);
  }
  SUBCASE("takes one that is named twice for one") {
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId("nope"), SubscriptionId(w1),
                                  SubscriptionId("nope")};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{w1 + " removed", "nope gone"});
  }
  SUBCASE("reports what goes while it works") {
    machine.options.choice.ids = {SubscriptionId(w1)};
    machine.propexo.before = [&machine](const std::string& call) {
      if (call.starts_with("DELETE")) machine.propexo.ask("DELETE", "/v1/webhooks/" + w1);
    };
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{w1 + " gone"});
  }
}

TEST_CASE("run unsubscribe by integration") {
  Unsubscribing machine;
  machine.options.choice.integrations = {IntegrationId("int-1")};
  SUBCASE("takes it out and deletes what then is for none") {
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.propexo.header(w1, "x-syncbell-integrations") == "int-2");
    CHECK(machine.propexo.header(w1, "x-syncbell-run") == "subscribe-1");
    CHECK(machine.propexo.webhook(w3).headers == HeaderFields{{"X-Env", "prod"}});
    CHECK(machine.left() == Texts{w1, w3, w4});
    CHECK(machine.results() == Texts{w3 + " changed", w1 + " changed", w2 + " removed"});
    CHECK(machine.json()[1]["integrations"] == Json{"int-2"});
    CHECK(machine.err().find(w4 + ": left to the wait or listen") != std::string::npos);
  }
  SUBCASE("keeps an integration that was added meanwhile") {
    machine.propexo.before = [&machine](const std::string& call) {
      if (!call.starts_with("GET /v1/webhooks/" + w2)) return;
      machine.propexo.ask("PUT", "/v1/webhooks/" + w2,
                          R"({"headers":[{"header":"x-syncbell-integrations","value":"int-1,int-3"},
                                         {"header":"x-syncbell-run","value":"subscribe-2"}]})");
    };
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.propexo.header(w2, "x-syncbell-integrations") == "int-3");
  }
  SUBCASE("is done where there is none") {
    machine.options.choice.integrations = {IntegrationId("int-9")};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.out() == "[]\n");
    CHECK(machine.err().find("nothing to remove") != std::string::npos);
  }
}

TEST_CASE("run unsubscribe by url removes all that send there") {
  Unsubscribing machine;
  machine.options.choice.url = "https://H:443/2";
  CHECK(machine.run() == ExitStatus::done);
  CHECK(machine.left() == Texts{w1, w3});
}

TEST_CASE("run unsubscribe --expired") {
  Unsubscribing machine;
  machine.options.choice.expired = true;
  SUBCASE("removes ours whose lease is over") {
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.left() == Texts{w1, w3, w4});
  }
  SUBCASE("leaves one whose lease was renewed meanwhile") {
    machine.propexo.before = [&machine](const std::string& call) {
      if (!call.starts_with("GET /v1/webhooks/" + w2)) return;
      machine.propexo.ask("PUT", "/v1/webhooks/" + w2,
                          R"({"headers":[{"header":"x-syncbell-expires",
                                          "value":"2026-11-24T00:00:00Z"}]})");
    };
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.results() == Texts{w2 + " kept"});
    CHECK(machine.left().size() == 4);
  }
}

TEST_CASE("run unsubscribe --dry-run removes nothing") {
  Unsubscribing machine;
  machine.options.yes = false;
  machine.options.dry_run = true;
  machine.options.choice.integrations = {IntegrationId("int-1")};
  CHECK(machine.run() == ExitStatus::done);
  CHECK(machine.results() ==
        Texts{w3 + " would_change", w1 + " would_change", w2 + " would_remove"});
  CHECK(machine.propexo.sent("PUT") + machine.propexo.sent("DELETE") == 0);
}

TEST_CASE("run unsubscribe refuses") {
  Unsubscribing machine;
  SUBCASE("no way of naming") {}
  SUBCASE("two ways of naming") {
    machine.options.choice.ids = {SubscriptionId(w1)};
    machine.options.choice.expired = true;
  }
  SUBCASE("to delete unasked off a terminal") {
    machine.options.choice.ids = {SubscriptionId(w1)};
    machine.options.yes = false;
  }
  CHECK(machine.run() == ExitStatus::usage);
  CHECK(machine.propexo.log.empty());
  CHECK(machine.json()["error"]["kind"] == "usage");
}

TEST_CASE("run unsubscribe asks on a terminal") {
  Unsubscribing machine;
  machine.options.yes = false;
  machine.options.choice.ids = {SubscriptionId(w1)};
  machine.machine.io.in_terminal = machine.machine.io.err_terminal = true;
  SUBCASE("and removes after a yes") {
    machine.machine.io.in = "y\n";
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.left().size() == 3);
    CHECK(machine.err().find("would be removed") != std::string::npos);
  }
  SUBCASE("and takes anything else for a no which is no success") {
    machine.machine.io.in = "\n";
    CHECK(machine.run() == ExitStatus::answer_is_no);
    CHECK(machine.left().size() == 4);
    CHECK(machine.json()["error"]["message"] == "nothing was removed");
  }
  SUBCASE("but not where there is nothing to remove") {
    machine.options.choice.ids = {SubscriptionId("nope")};
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.err().find("Go on?") == std::string::npos);
  }
}

TEST_CASE("run unsubscribe names what is left when it fails") {
  SUBCASE("since Propexo fails with one") {
    Unsubscribing machine(R"({"method":"DELETE","path":"/v1/webhooks/)" + w1 +
                          R"(","status":503})");
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId(w2)};
    CHECK(machine.run() == ExitStatus::unreachable);
    CHECK(machine.results() == Texts{w1 + " failed", w2 + " removed"});
    CHECK(machine.err().find("still there, as far as is known: " + w1) != std::string::npos);
    CHECK(machine.err().find("known: " + w1 + " " + w2) == std::string::npos);
  }
  SUBCASE("and what each is still for") {
    Unsubscribing machine(R"({"method":"DELETE","path":"*","status":503})");
    machine.options.choice.ids = {SubscriptionId(w1)};
    CHECK(machine.run() == ExitStatus::unreachable);
    CHECK(machine.json()[0]["integrations"] == Json{"int-1", "int-2"});
  }
  SUBCASE("since one cannot be read") {
    Unsubscribing machine(R"({"method":"GET","path":"/v1/webhooks/)" + w1 + R"(","status":400})");
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId(w2)};
    SUBCASE("and removes the others") {
      CHECK(machine.run() == ExitStatus::unreachable);
      CHECK(machine.results() == Texts{w2 + " removed", w1 + " failed"});
      CHECK(machine.left() == Texts{w1, w3, w4});
    }
    SUBCASE("in a dry run too") {
      machine.options.dry_run = true;
      CHECK(machine.run() == ExitStatus::unreachable);
      CHECK(machine.results() == Texts{w2 + " would_remove", w1 + " failed"});
      CHECK(machine.left().size() == 4);
    }
    CHECK(machine.err().find("still there, as far as is known: " + w1) != std::string::npos);
  }
  SUBCASE("since nobody answers any more") {
    Unsubscribing machine(R"({"method":"DELETE","path":"*","lost_reply":true,"times":1},
                             {"method":"GET","path":"*","lost_reply":true,"after":3})");
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId(w2)};
    CHECK(machine.run() == ExitStatus::unreachable);
    CHECK(machine.results() == Texts{w1 + " removed", w2 + " failed"});
  }
  SUBCASE("since the token is refused") {
    Unsubscribing machine(R"({"method":"DELETE","path":"*","status":403})");
    machine.options.choice.ids = {SubscriptionId(w1), SubscriptionId(w2)};
    CHECK(machine.run() == ExitStatus::auth);
    CHECK(machine.propexo.sent("DELETE") == 1);
    CHECK(machine.json()[1]["error"].get<std::string>().find("not tried") == 0);
  }
}
