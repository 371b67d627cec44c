#include "commands/verify.hpp"
#include "support/raw_requests.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"
#include "wire/event_json.hpp"
#include "wire/record_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Json = nlohmann::json;

const std::string body = "{\"event\":\"SYNC_COMPLETE\"}";

std::string record_of(const RawRequest& request) {
  return encode_record(accept_unsigned(request), decode_event(request.body)) + "\n";
}
std::string valid() { return record_of(signed_request(body)); }
std::string invalid() { return record_of(signed_request(body, "/", Secret("another"))); }
std::string missing() { return record_of(unsigned_request(body)); }

struct Fixture {
  Fixture() { machine.variables["PROPEXO_WEBHOOK_SECRET"] = webhook_secret.reveal(); }

  ExitStatus run() {
    Environment environment = machine.environment();
    environment.variable = [known = environment.variable](const std::string& name) {
      CHECK(name != "PROPEXO_API_TOKEN");
      return known(name);
    };
    environment.make_transport = [](TransportOptions) -> std::unique_ptr<HttpTransport> {
      FAIL("it is offline");
      return nullptr;
    };
    return syncbell::run(options, environment);
  }
  ExitStatus run(const std::string& name, const std::string& text) {
    options.paths = {folder.file(name, text)};
    return run();
  }

  std::string out() const { return machine.io.out(); }
  bool says(const std::string& words) const {
    const std::string err = machine.io.err();
    CAPTURE(err);
    return err.find(words) != std::string::npos;
  }
  std::ptrdiff_t count_of_lines() const {
    const std::string text = out();
    return std::count(text.begin(), text.end(), '\n');
  }
  std::vector<Json> lines() const {
    std::vector<Json> all;
    std::istringstream text(out());
    for (std::string line; std::getline(text, line);)
      all.push_back(Json::parse(line));
    return all;
  }

  TemporaryFolder folder;
  TestEnvironment machine;
  VerifyOptions options;
};

} // namespace

TEST_CASE("run verify of one record") {
  Fixture fixture;
  SUBCASE("that is as it was signed") {
    CHECK(fixture.run("a.json", valid()) == ExitStatus::done);
    CHECK(fixture.out() == fixture.folder.path("a.json") + ": valid\n");
    CHECK(fixture.machine.io.err().empty());
  }
  SUBCASE("that is not and never says what would be right") {
    CHECK(fixture.run("a.json", invalid()) == ExitStatus::answer_is_no);
    CHECK(fixture.out().find("a.json: invalid: the signature does not match") != std::string::npos);
    CHECK((fixture.out() + fixture.machine.io.err()).find(sign(body, webhook_secret)) ==
          std::string::npos);
  }
  SUBCASE("that was never signed") {
    CHECK(fixture.run("a.json", missing()) == ExitStatus::answer_is_no);
    CHECK(fixture.out().find("a.json: missing: ") != std::string::npos);
  }
  SUBCASE("under several secrets") {
    fixture.options.secrets.files = {fixture.folder.file("old", "another"),
                                     fixture.folder.file("new", webhook_secret.reveal())};
    CHECK(fixture.run("a.json", valid()) == ExitStatus::done);
    CHECK(fixture.run("a.json", invalid()) == ExitStatus::done);
  }
  SUBCASE("quietly") {
    fixture.options.output.quiet = true;
    CHECK(fixture.run("a.json", valid()) == ExitStatus::done);
    CHECK(fixture.out().empty());
    CHECK(fixture.run("a.json", invalid()) == ExitStatus::answer_is_no);
    CHECK_FALSE(fixture.out().empty());
  }
  SUBCASE("as one document of JSON") {
    fixture.options.output.json = true;
    CHECK(fixture.run("a.json", invalid()) == ExitStatus::answer_is_no);
    REQUIRE(fixture.lines().size() == 1);
    CHECK(fixture.lines()[0]["signature"] == "invalid");
    CHECK(fixture.lines()[0]["outcome"] == "unhealthy");
  }
  SUBCASE("that is malformed") {
    fixture.options.output.json = true;
    CHECK(fixture.run("a.json", "{\n") == ExitStatus::usage);
    CHECK(fixture.says("a.json:2: it is not JSON"));
    CHECK(fixture.lines()[0]["error"]["kind"] == "usage");
  }
  SUBCASE("that is not there") {
    fixture.options.paths = {fixture.folder.path("nowhere")};
    CHECK(fixture.run() == ExitStatus::local_failure);
  }
  SUBCASE("whose verdict cannot be written") {
    fixture.machine.io.out_failure = std::make_error_code(std::errc::no_space_on_device);
    CHECK(fixture.run("a.json", valid()) == ExitStatus::local_failure);
    CHECK(fixture.run("a.jsonl", valid() + valid()) == ExitStatus::local_failure);
  }
}

TEST_CASE("run verify of a payload") {
  Fixture fixture;
  SUBCASE("with its signature") {
    fixture.options.signature = sign(body, webhook_secret);
    CHECK(fixture.run("a.json", body) == ExitStatus::done);
    CHECK(fixture.run("a.json", body + "\n") == ExitStatus::done);
    CHECK(fixture.run("a.json", body + "x") == ExitStatus::answer_is_no);
    CHECK(fixture.run("a.jsonl", body) == ExitStatus::done);
    fixture.machine.io.in = body;
    fixture.options.paths = {};
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("of any bytes") {
    const std::string bytes("\xff\0{", 3);
    fixture.options.signature = sign(bytes, webhook_secret);
    CHECK(fixture.run("a.json", bytes) == ExitStatus::done);
  }
  SUBCASE("but of none there is nothing to check") {
    for (const std::string& signature : {sign("", webhook_secret), sign(body, webhook_secret)}) {
      fixture.options.signature = signature;
      for (const char* name : {"a.json", "a.jsonl", "a"})
        CHECK(fixture.run(name, "") == ExitStatus::usage);
      fixture.options.paths = {};
      CHECK(fixture.run() == ExitStatus::usage);
    }
    CHECK(fixture.says("nothing to check"));
    CHECK(fixture.out().empty());
  }
  SUBCASE("asks for a signature where there is none") {
    CHECK(fixture.run("a.json", body) == ExitStatus::usage);
    CHECK(fixture.says("--signature"));
    CHECK(fixture.out().empty());
  }
  SUBCASE("refuses a signature for several") {
    fixture.options.signature = sign(body, webhook_secret);
    fixture.options.paths = {fixture.folder.file("a.json", body), fixture.folder.path("a.json")};
    CHECK(fixture.run() == ExitStatus::usage);
    fixture.options.paths = {fixture.folder.path("")};
    CHECK(fixture.run() == ExitStatus::usage);
  }
}

TEST_CASE("run verify of many") {
  Fixture fixture;
  SUBCASE("has a line for each and ends with the worst") {
    CHECK(fixture.run("a.jsonl", valid() + invalid() + missing() + body + "\n") ==
          ExitStatus::answer_is_no);
    CHECK(fixture.count_of_lines() == 4);
    CHECK(fixture.out().find("a.jsonl:2: invalid") != std::string::npos);
    CHECK(fixture.says("4 checked: 1 valid, 1 invalid, 2 without a signature"));
  }
  SUBCASE("is done where all are valid") {
    CHECK(fixture.run("a.jsonl", valid() + "\n" + valid()) == ExitStatus::done);
    fixture.options.paths = {fixture.folder.path("")};
    CHECK(fixture.run() == ExitStatus::done);
    fixture.options.paths = {};
    fixture.machine.io.in = valid() + valid();
    CHECK(fixture.run() == ExitStatus::done);
  }
  SUBCASE("checks the rest where one cannot be read and ends with 2") {
    CHECK(fixture.run("a.jsonl", valid() + "{\n" + valid()) == ExitStatus::usage);
    CHECK(fixture.says("2 checked: 2 valid, 1 unreadable"));
  }
  SUBCASE("but with 3 where a signature is wrong too") {
    CHECK(fixture.run("a.jsonl", invalid() + "{\n" + valid()) == ExitStatus::answer_is_no);
    CHECK(fixture.says("a.jsonl:2: it is not JSON"));
    CHECK(fixture.out().find("a.jsonl:3: valid") != std::string::npos);
    CHECK(fixture.says("2 checked: 1 valid, 1 invalid, 1 unreadable"));
  }
  SUBCASE("says what it passes over") {
    CHECK(fixture.run("a.jsonl", valid() + "{\"type\":\"deliv") == ExitStatus::done);
    CHECK(fixture.says("a.jsonl:2: the last line is cut off"));
  }
  SUBCASE("is a stream of JSON with the result at its end") {
    fixture.options.output.json = true;
    CHECK(fixture.run("a.jsonl", valid() + "{\n" + invalid()) == ExitStatus::answer_is_no);
    const std::vector<Json> lines = fixture.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0]["type"] == "verification");
    CHECK(lines[0]["signature"] == "valid");
    CHECK(lines[1]["error"]["kind"] == "usage");
    CHECK(lines[2]["signature"] == "invalid");
    CHECK(lines[3]["type"] == "result");
    CHECK(lines[3]["outcome"] == "error");
  }
  SUBCASE("says that there is nothing to check") {
    CHECK(fixture.run("a.jsonl", "{\"type\":\"ready\"}\n") == ExitStatus::usage);
    CHECK(fixture.says("nothing to check"));
  }
  SUBCASE("quietly") {
    fixture.options.output.quiet = true;
    CHECK(fixture.run("a.jsonl", valid() + invalid() + valid()) == ExitStatus::answer_is_no);
    CHECK(fixture.count_of_lines() == 1);
    CHECK(fixture.machine.io.err().empty());
  }
}

TEST_CASE("run verify needs a secret") {
  Fixture fixture;
  fixture.machine.variables.erase("PROPEXO_WEBHOOK_SECRET");
  SUBCASE("and says where it can stand") {
    CHECK(fixture.run("a.json", valid()) == ExitStatus::usage);
    CHECK(fixture.says("PROPEXO_WEBHOOK_SECRET"));
    CHECK(fixture.says("--secret-file"));
    CHECK(fixture.out().empty());
  }
  SUBCASE("that does not come from where the captures come from") {
    fixture.options.secrets.files = {"-"};
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.says("standard input"));
    fixture.machine.io.in = webhook_secret.reveal() + "\n";
    CHECK(fixture.run("a.json", valid()) == ExitStatus::done);
  }
}
