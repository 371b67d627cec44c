#include "commands/doctor.hpp"
#include "support/stub_transport.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const char* const probe = "GET https://api.example/v1/admin/integrations/?limit=1";
const char* const list = R"({"meta":{"total":0,"hasMore":false,"results":0},"results":[]})";

struct Fixture {
  Fixture() { options.output.json = true; }

  ExitStatus visit() {
    Environment environment = machine.environment();
    const ExitStatus status = run(options, environment);
    document = nlohmann::json::parse(machine.io.out());
    return status;
  }
  // "grade: seen" of the only finding about that.
  std::string found(const std::string& check) const {
    for (const auto& finding : document["findings"]) {
      if (finding["check"] == check) {
        return finding["grade"].get<std::string>() + ": " + finding["seen"].get<std::string>();
      }
    }
    return "";
  }
  // The account's webhooks are asked for twice: the active ones and the others.
  void answer_webhooks() {
    for (const char* active : {"true", "false"}) {
      machine.transport.keep_answering("GET https://api.example/v1/webhooks/?active=" +
                                           std::string(active) + "&limit=250&offset=0",
                                       [] { return json_reply(list); });
    }
  }

  TestEnvironment machine;
  DoctorOptions options;
  nlohmann::json document;
};

bool says(const std::string& text, const std::string& words) {
  CAPTURE(text);
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("doctor in health") {
  Fixture fixture;
  fixture.machine.transport.expect(probe, json_reply(list));
  fixture.answer_webhooks();
  CHECK(fixture.visit() == ExitStatus::done);
  CHECK(fixture.found("token") == "good: it is accepted");
  CHECK(says(fixture.found("api"), "good: https://api.example answers"));
  CHECK(says(fixture.found("leases"), "good: "));
  CHECK(fixture.found("listener") == "good: webhooks can be received at http://127.0.0.1:4242/");
  CHECK(says(fixture.found("public_url"), "remark: not looked at"));
  CHECK(says(fixture.found("secret"), "remark: "));
  CHECK(fixture.document["outcome"] == "satisfied");
  CHECK(fixture.machine.drained == 1);
}

TEST_CASE("doctor looks at everything though much is bad") {
  Fixture fixture;
  const TemporaryFolder folder;
  fixture.machine.transport.expect(probe, json_reply(R"({"message":"no"})", 401));
  fixture.machine.server_failure = Error{ErrorKind::local, "port taken"};
  fixture.options.secrets.files = {folder.path("none"), folder.file("s", "hush")};
  fixture.options.reach.url = "https://ci.example/";
  CHECK(fixture.visit() == ExitStatus::answer_is_no);
  CHECK(says(fixture.found("token"), "bad: it is refused"));
  CHECK(says(fixture.found("api"), "good"));
  CHECK(says(fixture.found("secret"), "bad: "));
  CHECK(fixture.found("listener") == "bad: port taken");
  CHECK(says(fixture.found("public_url"), "remark: could not be looked at"));
  CHECK(says(fixture.found("leases"), "remark: could not be looked at"));
  CHECK(fixture.document["findings"].size() == 9);
  CHECK(fixture.document["outcome"] == "unhealthy");
  CHECK_FALSE(says(fixture.machine.io.out(), "hush"));
  CHECK_FALSE(says(fixture.machine.io.out(), "tok-3n-s3cr3t"));
}

TEST_CASE("doctor asks the API without a token too") {
  Fixture fixture;
  fixture.machine.variables.erase("PROPEXO_API_TOKEN");
  fixture.machine.transport.expect(probe, json_reply("{}", 401));
  CHECK(fixture.visit() == ExitStatus::answer_is_no);
  CHECK(says(fixture.found("token"), "bad: there is no API token"));
  CHECK(says(fixture.found("api"), "good: "));
  CHECK_FALSE(find_header(fixture.machine.transport.sent().front().headers, "Authorization"));
}

TEST_CASE("doctor sends nothing where it does not know whereto") {
  Fixture fixture;
  fixture.machine.variables["PROPEXO_API_URL"] = "nonsense";
  CHECK(fixture.visit() == ExitStatus::answer_is_no);
  CHECK(says(fixture.found("api"), "bad: PROPEXO_API_URL"));
  CHECK(says(fixture.found("clock"), "remark: "));
  CHECK(fixture.machine.transport.sent().empty());
}
