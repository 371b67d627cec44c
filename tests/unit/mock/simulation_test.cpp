#include "core/signature.hpp"
#include "mock/simulation.hpp"
#include "unit/mock/manual_clock.hpp"
#include "unit/mock/recording_transport.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

namespace {

// A simulation, the clock that moves it, and what comes out of it.
class Stage {
public:
  explicit Stage(const std::string& text)
      : clock(*parse_timestamp("2026-11-23T12:00:00Z")),
        simulation(*parse_scenario(text, "s"),
                   {transport, clock, [this](const std::string& line) { note(line); }}) {}

  ServerReply ask(const std::string& method, const std::string& target) {
    return simulation.answer(
        {clock.wall(), "", method, target, {{"Authorization", "Bearer mock-token"}}, ""});
  }
  // Returns once the line was logged.
  void await_line(const std::string& line) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return std::find(lines.begin(), lines.end(), line) != lines.end(); });
  }
  std::string first_line() {
    const std::lock_guard lock(mutex);
    return lines.at(0);
  }
  void note(const std::string& line) {
    const std::lock_guard lock(mutex);
    lines.push_back(line);
    changed.notify_all();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> lines;
  RecordingTransport transport;
  ManualClock clock;
  Simulation simulation;
};

constexpr const char* one = R"({
  "webhook_retry_interval": "1s",
  "webhooks": [{"url":"http://r/hook","secret":"0123456789",
                "triggers":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"]}],
  "integrations": [{"id":"a","vendor":"YARDI","manual_sync":{"takes":"2s","jobs":1},
                    "syncs":[{"starts_after":"1s","takes":"2s","jobs":1}]}]})";

} // namespace

TEST_CASE("Simulation: sends a signed webhook when a sync ends") {
  Stage stage(one);
  stage.clock.move(3s);
  const HttpRequest sent = stage.transport.await(1).at(0);
  CHECK(sent.url == "http://r/hook");
  const auto signature = find_header(sent.headers, "propexo-signature");
  CHECK(signature_matches(sent.body, signature.value_or(""), {Secret("0123456789")}));
  stage.await_line("sync of a started: 1 job, 2s");
  stage.await_line("sync of a ended: 1 job, 0 failed");
  stage.await_line("webhook FIRST_SYNC_COMPLETE of a to http://r/hook: 200");
}

TEST_CASE("Simulation: tries again what was refused") {
  Stage stage(one);
  stage.transport.answer_with({503, std::nullopt});
  stage.clock.move(3s);
  stage.await_line("webhook FIRST_SYNC_COMPLETE of a to http://r/hook: 503");
  stage.clock.move(1s);
  stage.await_line(
      "webhook FIRST_SYNC_COMPLETE of a to http://r/hook, attempt 2: connection refused");
  stage.clock.move(1s);
  stage.await_line("webhook FIRST_SYNC_COMPLETE of a to http://r/hook, attempt 3: 200");
  const auto sent = stage.transport.await(3);
  CHECK(sent[0].body == sent[2].body);
}

TEST_CASE("Simulation: a sync that was asked for wakes the timekeeper") {
  Stage stage(R"({"webhooks":[{"url":"http://r/","triggers":["FIRST_SYNC_COMPLETE"]}],
                  "integrations":[{"id":"a","vendor":"X","manual_sync":{"takes":"2s"}}]})");
  stage.clock.await_sleepers(1);
  const ServerReply reply = stage.ask("POST", "/v1/admin/integrations/a/manual-sync");
  CHECK(reply.status == 200);
  CHECK(reply.content_type == "application/json");
  stage.clock.move(2s);
  CHECK(stage.transport.await(1).at(0).url == "http://r/");
  CHECK(stage.first_line() == "POST /v1/admin/integrations/a/manual-sync 200");
}

TEST_CASE("Simulation: a reply has the delay of the scenario") {
  Stage stage(R"({"api_faults":[{"path":"/v1/webhooks/","delay":"5s"}]})");
  stage.clock.await_sleepers(1); // the timekeeper
  SUBCASE("until it is over") {
    std::jthread caller([&] { CHECK(stage.ask("GET", "/v1/webhooks/").status == 200); });
    stage.clock.await_sleepers(2);
    stage.clock.move(5s);
  }
  SUBCASE("or the simulation stops") {
    std::jthread caller([&] { stage.ask("GET", "/v1/webhooks/"); });
    stage.clock.await_sleepers(2);
    stage.simulation.stop();
    stage.simulation.stop();
  }
}

TEST_CASE("Simulation: a lost reply") {
  Stage stage(R"({"api_faults":[{"path":"/v1/webhooks/","lost_reply":true}]})");
  CHECK(stage.ask("GET", "/v1/webhooks/").drop);
  CHECK(stage.first_line() == "GET /v1/webhooks/ 200, reply lost");
}

TEST_CASE("Simulation: stops while a receiver hangs") {
  Stage stage(one);
  stage.transport.hang();
  stage.clock.move(3s);
  stage.transport.await(1);
  stage.simulation.stop();
  CHECK(stage.ask("GET", "/v1/webhooks/").status == 200);
}

TEST_CASE("Simulation: many callers at once") {
  Stage stage(one);
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 4; ++i) {
      callers.emplace_back([&] {
        for (int n = 0; n < 20; ++n) {
          CHECK(stage.ask("GET", "/v1/admin/integrations/a/").status == 200);
        }
      });
    }
    stage.clock.move(3s);
  }
  stage.await_line("webhook FIRST_SYNC_COMPLETE of a to http://r/hook: 200");
}
