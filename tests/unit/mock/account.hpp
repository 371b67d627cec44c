#pragma once

#include "mock/api.hpp"
#include "mock/world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

// A simulated account to ask and to let time pass in.
namespace syncbell::mock {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

inline const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");

struct Answer {
  int status;
  Json body;
  MockReply reply;
};

inline Scenario scenario_of(const std::string& text) {
  const Result<Scenario> scenario = parse_scenario(text, "test.json");
  if (!scenario) FAIL(scenario.error().message);
  return *scenario;
}

class Account {
public:
  explicit Account(const Scenario& scenario) : world(scenario, noon), api(scenario) {}
  explicit Account(const std::string& text) : Account(scenario_of(text)) {}

  Answer ask(const std::string& method, const std::string& target, const std::string& body = "") {
    const RawRequest request{now, "", method, target, {{"authorization", "Bearer " + token}}, body};
    const MockReply reply = api.handle(request, world, now);
    return {reply.status, Json::parse(reply.body, nullptr, false), reply};
  }
  Answer get(const std::string& target) { return ask("GET", target); }
  Json results(const std::string& target) { return get(target).body["results"]; }

  // Moves to so long after the start; gives the webhooks that went out on the way.
  std::vector<Delivery> at(Duration after_start) {
    now = noon + after_start;
    return world.advance(now);
  }

  std::string token = "mock-token";
  WallTime now = noon;
  World world;
  Api api;
};

inline std::vector<std::string> ids_of(const Json& results) {
  std::vector<std::string> ids;
  for (const Json& each : results)
    ids.push_back(each["id"]);
  return ids;
}

// The issues of a 400.
inline Json issues_of(const Answer& answer) {
  REQUIRE(answer.status == 400);
  REQUIRE(answer.body["error"]["code"] == "invalid_request");
  REQUIRE(answer.body["error"]["details"]["details"]["name"] == "ZodError");
  return answer.body["error"]["details"]["details"]["issues"];
}

} // namespace syncbell::mock
