#include "commands/trigger.hpp"
#include "core/signature.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"
#include "wire/payload_edit.hpp"
#include "wire/sample_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const Secret secret("correct-horse");

struct Fixture {
  Fixture() {
    machine.variables["PROPEXO_WEBHOOK_SECRET"] = secret.reveal();
    options.url = "http://example.test/hook";
  }

  ExitStatus run() {
    Environment environment = machine.environment();
    environment.variable = [known = environment.variable](const std::string& name) {
      CHECK(name != "PROPEXO_API_TOKEN");
      return known(name);
    };
    return syncbell::run(options, environment);
  }
  void is_answered(int status, const std::string& body = "") {
    machine.transport.expect("POST " + options.url, HttpReply{status, {}, body});
  }
  HttpRequest sent() const {
    REQUIRE(machine.transport.sent().size() == 1);
    return machine.transport.sent().front();
  }
  std::optional<std::string> header(const std::string& name) const {
    const HttpRequest request = sent();
    const auto value = find_header(request.headers, name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
  }
  bool says(const std::string& words) const {
    const std::string err = machine.io.err();
    CAPTURE(err);
    return err.find(words) != std::string::npos;
  }

  TestEnvironment machine;
  TriggerOptions options;
};

} // namespace

TEST_CASE("run trigger") {
  Fixture fixture;
  SUBCASE("sends the sample as Propexo does") {
    fixture.is_answered(200);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.sent().body ==
          encode_sample(sample_event(TriggerKind::sync_complete, sample_integration()),
                        SampleShape::envelope));
    CHECK(fixture.header("Content-Type") == "application/json");
    CHECK(fixture.header("User-Agent") == "syncbell/" SYNCBELL_VERSION);
    CHECK(fixture.header("propexo-signature") == sign(fixture.sent().body, secret));
    CHECK(fixture.machine.io.out() == "SYNC_COMPLETE to http://example.test/hook: answered 200\n");
    CHECK(fixture.machine.io.err().empty());
  }
  SUBCASE("sends what is asked for and signs what it sends") {
    fixture.options.event = TriggerKind::job_failure;
    fixture.options.shape = SampleShape::flat;
    fixture.options.integration = IntegrationId("int-1");
    fixture.options.edits = {*parse_edit("vendor=YARDI", false), *parse_edit("job_id=7", true)};
    fixture.options.timeout = 3s;
    fixture.is_answered(204);
    CHECK(fixture.run() == ExitStatus::done);
    const auto body = nlohmann::json::parse(fixture.sent().body);
    CHECK(body["event"] == "JOB_FAILURE");
    CHECK(body["integration_id"] == "int-1");
    CHECK(body["vendor"] == "YARDI");
    CHECK(body["job_id"] == "7");
    CHECK(fixture.header("propexo-signature") == sign(fixture.sent().body, secret));
    CHECK(fixture.sent().total_timeout == 3s);
    CHECK(fixture.sent().connect_timeout == 3s);
  }
  SUBCASE("signs with the first of several secrets") {
    const TemporaryFolder folder;
    fixture.options.secrets.files = {folder.file("new", "new-secret\n"), folder.file("old", "old")};
    fixture.is_answered(200);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.header("propexo-signature") == sign(fixture.sent().body, Secret("new-secret")));
  }
  SUBCASE("sends without a signature when told to") {
    fixture.options.is_unsigned = true;
    fixture.is_answered(200);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK_FALSE(fixture.header("propexo-signature"));
    CHECK(fixture.machine.io.out().find("unsigned") != std::string::npos);
  }
  SUBCASE("ends with 3 where the answer is not 2xx and says its beginning") {
    for (const int status : {301, 401, 500}) {
      fixture.is_answered(status, "bad \x1b signature\nmore");
      CHECK(fixture.run() == ExitStatus::answer_is_no);
    }
    CHECK(fixture.machine.io.out().find("answered 401") != std::string::npos);
    CHECK(fixture.says("the answer says: bad \\x1b signature\n"));
  }
  SUBCASE("ends with 5 where there is no answer") {
    fixture.machine.transport.expect("POST " + fixture.options.url,
                                     Error{ErrorKind::network, "cannot connect"});
    CHECK(fixture.run() == ExitStatus::unreachable);
    CHECK(fixture.says("cannot connect"));
  }
  SUBCASE("answers in JSON") {
    fixture.options.output.json = true;
    fixture.is_answered(503);
    CHECK(fixture.run() == ExitStatus::answer_is_no);
    const auto document = nlohmann::json::parse(fixture.machine.io.out());
    CHECK(document["status"] == 503);
    CHECK(document["outcome"] == "unhealthy");
  }
  SUBCASE("fails where its answer cannot be written") {
    fixture.machine.io.out_failure = std::make_error_code(std::errc::no_space_on_device);
    fixture.is_answered(200);
    CHECK(fixture.run() == ExitStatus::local_failure);
  }
  SUBCASE("trusts the certificates that are given") {
    fixture.options.ca_file = "ca.pem";
    fixture.is_answered(200);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.transport_options.ca_file == "ca.pem");
  }
}

TEST_CASE("run trigger sends nothing") {
  Fixture fixture;
  SUBCASE("without a secret and says how to go on") {
    fixture.machine.variables.erase("PROPEXO_WEBHOOK_SECRET");
    CHECK(fixture.run() == ExitStatus::usage);
    for (const char* way : {"PROPEXO_WEBHOOK_SECRET", "--secret-file", "--unsigned"})
      CHECK(fixture.says(way));
  }
  SUBCASE("without a place to send it to") {
    fixture.options.url = "";
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.says("--to"));
    CHECK(fixture.says("--print"));
  }
  SUBCASE("where an edit has no place") {
    fixture.options.edits = {*parse_edit("dta.vendor=x", false)};
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.says("dta.vendor"));
  }
}

TEST_CASE("run trigger with --print") {
  Fixture fixture;
  fixture.options.print = true;
  fixture.options.url = "";
  fixture.machine.variables.erase("PROPEXO_WEBHOOK_SECRET");
  SUBCASE("writes the payload and needs nothing") {
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.out() ==
          encode_sample(sample_event(TriggerKind::sync_complete, sample_integration()),
                        SampleShape::envelope) +
              "\n");
  }
  SUBCASE("writes it edited") {
    fixture.options.edits = {*parse_edit("data.failed_job_count=1e400", false)};
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.out().find("\"failed_job_count\":1e400") != std::string::npos);
  }
}
