#pragma once

#include "commands/wait.hpp"
#include "support/raw_requests.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace syncbell::test {

using Json = nlohmann::ordered_json;

inline const std::string never_complete = R"("active":true)";
inline std::string complete_at(const std::string& time) {
  return R"("active":true,"last_completed_sync":")" + time + "\"";
}

// A whole wait for the integration "a" on a small machine of its own, polled every few
// milliseconds.
struct WaitFixture {
  WaitFixture() {
    options.integrations = {IntegrationId("a")};
    options.output.json = true;
    options.timeout = std::chrono::seconds{20}; // none gets near it unless something is wrong
    options.poll_interval = std::chrono::milliseconds{2};
  }

  // Deliveries reach a listener.
  void receive() {
    options.existing_subscription = true;
    machine.variables["PROPEXO_WEBHOOK_SECRET"] = webhook_secret.reveal();
  }

  // What tries the token before a COMMAND.
  static std::string trial() { return "GET https://api.example/v1/admin/integrations/?limit=1"; }
  static std::string look_at(const std::string& id) {
    return "GET https://api.example/v1/admin/integrations/" + id + "/";
  }
  static std::string jobs_of(const std::string& id) {
    return "GET https://api.example/v1/admin/logs/jobs/?integration_id=" + id +
           "&order-by=created_at:desc&limit=250&offset=0";
  }
  static HttpReply state(const std::string& id, const std::string& fields) {
    return json_reply(R"({"results":{"id":")" + id + "\"," + fields + "}}");
  }

  // There is a COMMAND, before which the token is taken unless another answer is expected.
  void runs(std::vector<std::string> command) {
    options.command = std::move(command);
    machine.transport.keep_answering(trial(), [] { return json_reply(R"({"results":[]})"); });
  }

  // The next request reads an integration of these fields.
  void reads(const std::string& id, const std::string& fields) {
    machine.transport.expect(look_at(id), state(id, fields));
    last_fields = fields;
  }
  // The next request reads the log of jobs that ended so, all of them just now.
  void reads_jobs(const std::string& id, const std::vector<std::string>& ends) {
    Json jobs = Json::array();
    for (const std::string& end : ends) {
      jobs.push_back({{"id", "log-" + std::to_string(jobs.size())},
                      {"status", end},
                      {"created_at", "2026-12-31T00:00:00Z"}});
    }
    machine.transport.expect(jobs_of(id), json_reply(Json{{"results", jobs}}.dump()));
    stays(id);
  }
  // The next poll may be under way when the wait is over.
  void stays(const std::string& id) {
    machine.transport.keep_answering(look_at(id),
                                     [reply = state(id, last_fields)] { return reply; });
  }

  ExitStatus run() {
    Environment environment = machine.environment();
    return syncbell::run(options, environment);
  }

  // Everything on standard output, a document a line.
  std::vector<Json> documents() const {
    std::vector<Json> all;
    std::istringstream lines(machine.io.out());
    for (std::string line; std::getline(lines, line);)
      all.push_back(Json::parse(line));
    return all;
  }
  std::vector<Json> results() const {
    std::vector<Json> all;
    for (const Json& document : documents()) {
      if (document["type"] == "result") all.push_back(document);
    }
    return all;
  }
  Json only_result() const {
    REQUIRE(results().size() == 1);
    CHECK(documents().back()["type"] == "result");
    return results().front();
  }

  TestEnvironment machine;
  WaitOptions options;
  std::string last_fields;
};

} // namespace syncbell::test
