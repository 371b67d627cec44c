#include "commands/subscribe.hpp"
#include "platform/files.hpp"
#include "support/mock_propexo.hpp"
#include "support/temporary_folder.hpp"

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string w1 = "cmwebhook0000000000000001";
const std::string w2 = "cmwebhook0000000000000002";
const std::string generated = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";
const std::string run_of_ours = "subscribe-5a5a5a5a5a5a5a5a";

std::string scenario(const std::string& more) {
  return R"({"rate_limit":0,"integrations":[{"id":"int-1","vendor":"MRI"},
             {"id":"int-2","vendor":"MRI"},{"id":"int-3","vendor":"MRI"},
             {"id":"int-4","vendor":"MRI"}])" +
         (more.empty() ? "" : "," + more) + "}";
}

struct Subscribing : PropexoMachine {
  explicit Subscribing(const std::string& more = "") : PropexoMachine(scenario(more)) {
    options.output.json = true;
    options.url = "https://hooks.example/in";
    options.integrations = {IntegrationId("int-1")};
  }

  ExitStatus run() {
    Environment other = environment();
    other.settings = settings;
    return syncbell::run(options, other);
  }

  // A run that must end well, and its answer.
  Json answer() {
    const std::size_t before = out().size();
    REQUIRE(run() == ExitStatus::done);
    return Json::parse(out().substr(before));
  }

  SubscribeOptions options;
  Settings settings;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("run subscribe creates") {
  Subscribing machine;
  SUBCASE("an active webhook with the events of a completed sync") {
    CHECK(machine.answer().dump() ==
          R"({"id":")" + w1 +
              R"(","created":true,"updated":false,"url":"https://hooks.example/in",)"
              R"("events":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"],"model":null,)"
              R"("integrations":["int-1"],"active":true,"expires_at":null,"secret":")" +
              generated + R"("})");
    const mock::Webhook webhook = machine.propexo.webhook(w1);
    CHECK(webhook.active);
    CHECK(webhook.secret.reveal() == generated);
    CHECK(webhook.headers ==
          HeaderFields{{"x-syncbell-integrations", "int-1"}, {"x-syncbell-run", run_of_ours}});
  }
  SUBCASE("what the flags say") {
    machine.options.events = {"DATA_NEW"};
    machine.options.model = "leases";
    machine.options.headers = {{"X-Env", "prod"}};
    machine.options.lease = std::chrono::hours{2};
    machine.options.inactive = true;
    machine.options.integrations.clear();
    const Json answer = machine.answer();
    CHECK(answer["events"] == Json{"DATA_NEW"});
    CHECK(answer["model"] == "leases");
    CHECK(answer["integrations"] == Json::array());
    CHECK(answer["active"] == false);
    CHECK(answer["expires_at"] == "2026-11-23T10:00:00.000Z");
    CHECK(machine.propexo.header(w1, "x-env") == "prod");
  }
  SUBCASE("with a secret from a file and does not show it") {
    const TemporaryFolder folder;
    machine.options.secret_file = folder.file("secret", "s3cr3t-of-mine\n");
    CHECK_FALSE(machine.answer().contains("secret"));
    CHECK(machine.propexo.webhook(w1).secret.reveal() == "s3cr3t-of-mine");
    CHECK_FALSE(holds(machine.out() + machine.err(), "s3cr3t"));
  }
  SUBCASE("with the secret of the environment") {
    machine.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "s3cr3t-of-mine";
    CHECK_FALSE(machine.answer().contains("secret"));
    CHECK(machine.propexo.webhook(w1).secret.reveal() == "s3cr3t-of-mine");
  }
  SUBCASE("as text too") {
    machine.options.output.json = false;
    CHECK(machine.run() == ExitStatus::done);
    CHECK(machine.out().find("created\nid            " + w1) == 0);
    CHECK(holds(machine.out(), "secret        " + generated));
  }
}

TEST_CASE("run subscribe is idempotent") {
  Subscribing machine;
  machine.answer();
  machine.options.url = "HTTPS://hooks.example:443/in";
  SUBCASE("and sends nothing for what is there") {
    const Json answer = machine.answer();
    CHECK(answer["id"] == w1);
    CHECK(answer["created"] == false);
    CHECK(answer["updated"] == false);
    CHECK_FALSE(answer.contains("secret"));
    CHECK(machine.propexo.sent("PUT") == 0);
    CHECK(machine.propexo.sent("POST") == 1);
  }
  SUBCASE("and merges integrations in with one change") {
    machine.options.integrations = {IntegrationId("int-2"), IntegrationId("int-1")};
    const Json answer = machine.answer();
    CHECK(answer["updated"] == true);
    CHECK(answer["integrations"] == Json{"int-1", "int-2"});
    CHECK(machine.propexo.sent("PUT") == 1);
    CHECK(machine.propexo.webhooks().size() == 1);
  }
  SUBCASE("but other events are another subscription") {
    machine.options.events = {"JOB_FAILURE"};
    CHECK(machine.answer()["created"] == true);
    CHECK(machine.propexo.webhooks().size() == 2);
  }
}

TEST_CASE("run subscribe changes what is there") {
  Subscribing machine(R"("webhooks":[{"url":"https://hooks.example/in","active":false,
    "secret":"old-s3cr3t","triggers":["SYNC_COMPLETE","FIRST_SYNC_COMPLETE"],
    "headers":[{"header":"Authorization","value":"Basic x"}]}])");
  SUBCASE("and adopts somebody else's without calling it ours") {
    const Json answer = machine.answer();
    CHECK(answer["created"] == false);
    CHECK(answer["updated"] == true);
    CHECK(answer["active"] == true);
    CHECK(machine.propexo.webhook(w1).headers ==
          HeaderFields{{"Authorization", "Basic x"}, {"x-syncbell-integrations", "int-1"}});
    CHECK(machine.propexo.webhook(w1).secret.reveal() == "old-s3cr3t");
    CHECK(holds(machine.err(), w1 + ": it was not made by syncbell"));
  }
  SUBCASE("and leaves it inactive where that will do") {
    machine.options.inactive = true;
    CHECK(machine.answer()["active"] == false);
  }
  SUBCASE("and its secret where another is given") {
    const TemporaryFolder folder;
    machine.options.secret_file = folder.file("secret", "new-s3cr3t");
    machine.options.output.quiet = true;
    CHECK_FALSE(machine.answer().contains("secret"));
    CHECK(machine.propexo.webhook(w1).secret.reveal() == "new-s3cr3t");
    CHECK(holds(machine.err(), "warning: " + w1 + ": its signing secret is replaced"));
  }
  SUBCASE("but not its secret") {
    const TemporaryFolder folder;
    machine.options.output.quiet = true;
    SUBCASE("for that of the environment") {
      machine.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "new-s3cr3t";
    }
    SUBCASE("for that of the configuration") {
      machine.options.secret_file = folder.file("secret", "new-s3cr3t");
      machine.settings.all = {{"secret-file", "", "/c.toml:1", true}};
    }
    SUBCASE("for that of the environment in a dry run") {
      machine.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "new-s3cr3t";
      machine.options.dry_run = true;
    }
    CHECK_FALSE(machine.answer().contains("secret"));
    CHECK(machine.propexo.webhook(w1).secret.reveal() == "old-s3cr3t");
    CHECK(holds(machine.err(), "warning: " + w1 + ": its signing secret is another than"));
    CHECK(holds(machine.err(), "--secret-file FILE"));
  }
  SUBCASE("and writes no secret that it did not make") {
    const TemporaryFolder folder;
    machine.options.secret_out = folder.path("secret");
    machine.answer();
    CHECK_FALSE(read_file(folder.path("secret")).has_value());
    CHECK(holds(machine.err(), "its secret is unchanged and not shown"));
  }
  CHECK(machine.propexo.webhooks().size() == 1);
  CHECK_FALSE(holds(machine.out() + machine.err(), "s3cr3t"));
}

TEST_CASE("run subscribe shows nothing that a terminal would obey") {
  Subscribing machine(R"("webhooks":[{"url":"https://hooks.example/in",
    "triggers":["SYNC_COMPLETE","FIRST_SYNC_COMPLETE"],
    "headers":[{"header":"x-syncbell-integrations","value":"int\u001b[2J"}]}])");
  machine.options.integrations.clear();
  CHECK(machine.run() == ExitStatus::done);
  CHECK(holds(machine.err(), "it was for int\\x1b[2J"));
}

TEST_CASE("run subscribe makes a new one where it is deleted meanwhile") {
  Subscribing machine;
  machine.answer();
  machine.options.integrations = {IntegrationId("int-2")};
  machine.propexo.before = [&machine](const std::string& call) {
    if (call.starts_with("PUT")) machine.propexo.ask("DELETE", "/v1/webhooks/" + w1);
  };
  const Json answer = machine.answer();
  CHECK(answer["id"] == w2);
  CHECK(answer["created"] == true);
  CHECK(answer["integrations"] == Json{"int-2"});
}

TEST_CASE("run subscribe checks that integrations exist") {
  Subscribing machine;
  SUBCASE("and names all that do not") {
    machine.options.integrations = {IntegrationId("x"), IntegrationId("int-1"), IntegrationId("y")};
  }
  SUBCASE("and names them among many") {
    machine.options.integrations = {IntegrationId("int-1"), IntegrationId("int-2"),
                                    IntegrationId("x"), IntegrationId("int-3"), IntegrationId("y")};
  }
  CHECK(machine.run() == ExitStatus::answer_is_no);
  CHECK(holds(machine.err(), "there is no integration x, y"));
  CHECK(machine.propexo.webhooks().empty());
}

TEST_CASE("run subscribe refuses") {
  Subscribing machine;
  const TemporaryFolder folder;
  SUBCASE("a model without data events") { machine.options.model = "leases"; }
  SUBCASE("a secret that is too short") {
    machine.options.secret_file = folder.file("secret", "123456789");
  }
  SUBCASE("an empty secret") { machine.options.secret_file = folder.file("secret", "\n"); }
  SUBCASE("a secret that cannot be read") { machine.options.secret_file = folder.path("none"); }
  CHECK(machine.run() == ExitStatus::usage);
  CHECK(machine.propexo.log.empty());
}

TEST_CASE("run subscribe --secret-out") {
  const TemporaryFolder folder;
  const std::string path = folder.path("secret");
  SUBCASE("holds the secret that is not shown") {
    Subscribing machine;
    machine.options.secret_out = path;
    machine.propexo.before = [&path](const std::string& call) {
      if (call.starts_with("POST")) CHECK(*read_file(path) == generated + "\n");
    };
    CHECK_FALSE(machine.answer().contains("secret"));
    CHECK(*read_file(path) == generated + "\n");
    CHECK_FALSE(holds(machine.out() + machine.err(), generated));
  }
  SUBCASE("beats the secret of the environment") {
    Subscribing machine;
    machine.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "s3cr3t-of-mine";
    machine.options.secret_out = path;
    machine.answer();
    CHECK(machine.propexo.webhook(w1).secret.reveal() == generated);
  }
  SUBCASE("creates nothing where a file would be overwritten") {
    folder.file("secret", "old");
    Subscribing machine;
    machine.options.secret_out = path;
    CHECK(machine.run() == ExitStatus::local_failure);
    CHECK(machine.propexo.sent("POST") == 0);
    CHECK(*read_file(path) == "old");
    machine.options.force = true;
    CHECK(machine.run() == ExitStatus::done);
    CHECK(*read_file(path) == generated + "\n");
  }
  SUBCASE("is not left behind where nothing was created") {
    SUBCASE("since it is refused") {
      Subscribing machine(R"("api_faults":[{"method":"POST","path":"*","status":400}])");
      machine.options.secret_out = path;
      CHECK(machine.run() == ExitStatus::unreachable);
    }
    SUBCASE("since Propexo fails") {
      Subscribing machine(R"("api_faults":[{"method":"POST","path":"*","status":503}])");
      machine.options.secret_out = path;
      CHECK(machine.run() == ExitStatus::unreachable);
    }
    CHECK_FALSE(read_file(path).has_value());
  }
  SUBCASE("is kept where something may have been created") {
    Subscribing machine(R"("api_faults":[{"method":"POST","path":"*","lost_reply":true},
      {"method":"GET","path":"/v1/webhooks/","status":503,"after":2}])");
    machine.options.secret_out = path;
    CHECK(machine.run() == ExitStatus::unreachable);
    CHECK(*read_file(path) == machine.propexo.webhook(w1).secret.reveal() + "\n");
    CHECK(holds(machine.err(), "its secret is in " + path));
  }
}

TEST_CASE("run subscribe takes a webhook back whose secret could not be shown") {
  Subscribing machine;
  machine.machine.io.out_failure = std::make_error_code(std::errc::no_space_on_device);
  CHECK(machine.run() == ExitStatus::local_failure);
  CHECK(machine.propexo.webhooks().empty());
  CHECK(holds(machine.err(), "removed again"));
}

TEST_CASE("run subscribe --dry-run sends nothing") {
  Subscribing machine;
  machine.options.dry_run = true;
  machine.options.headers = {{"X-Key", "s3cr3t"}};
  SUBCASE("and shows what would be created") {
    const Json answer = machine.answer();
    CHECK(answer["created"] == true);
    CHECK(answer["id"].is_null());
    CHECK(answer["request"]["method"] == "POST");
    CHECK(answer["request"]["body"]["secret"] == "[redacted]");
    CHECK(answer["request"]["body"]["headers"][0]["value"] == "[redacted]");
    CHECK(answer["request"]["body"]["headers"][2]["value"] == "subscribe-[random]");
  }
  SUBCASE("and shows what would be changed") {
    machine.options.dry_run = false;
    machine.options.headers.clear();
    machine.answer();
    machine.options.dry_run = true;
    CHECK(machine.answer()["request"].is_null());
    machine.options.integrations = {IntegrationId("int-2")};
    const Json answer = machine.answer();
    CHECK(answer["updated"] == true);
    CHECK(answer["id"] == w1);
    CHECK(answer["integrations"] == Json{"int-1", "int-2"});
    CHECK(answer["request"]["path"] == "/v1/webhooks/" + w1);
    CHECK(answer["request"]["body"]["headers"][0]["value"] == "int-1,int-2");
  }
  SUBCASE("and shows no password of the URL") {
    machine.options.url = "https://user:s3cr3t@hooks.example/in";
    const std::string shown = "https://[redacted]@hooks.example/in";
    const Json answer = machine.answer();
    CHECK(answer["url"] == shown);
    CHECK(answer["request"]["body"]["url"] == shown);
  }
  CHECK(machine.propexo.sent("PUT") == 0);
  CHECK_FALSE(holds(machine.out() + machine.err(), "s3cr3t"));
}

TEST_CASE("run subscribe fails") {
  SUBCASE("without a token") {
    Subscribing machine;
    machine.machine.variables.erase("PROPEXO_API_TOKEN");
    CHECK(machine.run() == ExitStatus::auth);
  }
  SUBCASE("with a wrong one") {
    Subscribing machine;
    machine.machine.variables["PROPEXO_API_TOKEN"] = "wrong-token";
    CHECK(machine.run() == ExitStatus::auth);
  }
  SUBCASE("when the API does not get better") {
    Subscribing machine(R"("api_faults":[{"path":"*","status":503}])");
    CHECK(machine.run() == ExitStatus::unreachable);
  }
}
