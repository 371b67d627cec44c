#pragma once

#include "core/url.hpp"
#include "mock/api.hpp"
#include "support/fake_clock.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace syncbell::test {

using Json = nlohmann::ordered_json;

// The simulated Propexo without a network: its API answers requests where they are sent, and every
// one is checked as strictly as the mock does.
class MockPropexo {
public:
  MockPropexo(const std::string& scenario, Clock& clock)
      : scenario_(*mock::parse_scenario(scenario, "test.json")), clock_(clock),
        world_(scenario_, clock.wall()), api_(scenario_) {}

  Result<HttpReply> answer(const HttpRequest& request) {
    const std::string target = parse_url(request.url)->target;
    const std::string call = request.method + " " + target;
    if (before) before(call);
    const RawRequest raw{clock_.wall(), "", request.method, target, request.headers, request.body};
    const mock::MockReply reply = api_.handle(raw, world_, clock_.wall());
    log.push_back(request.method + " " + target.substr(0, target.find('?')) + " " +
                  std::to_string(reply.status));
    bodies.push_back(request.body);
    if (reply.drop) return Error{ErrorKind::network, "the connection was closed"};
    return HttpReply{reply.status, reply.headers, reply.body};
  }

  // Another program's requests, which are not logged.
  Json ask(const std::string& method, const std::string& target, const std::string& body = "") {
    const HeaderFields headers{{"authorization", "Bearer " + scenario_.token.reveal()}};
    const RawRequest raw{clock_.wall(), "", method, target, headers, body};
    return Json::parse(api_.handle(raw, world_, clock_.wall()).body);
  }

  std::vector<mock::Webhook> webhooks() {
    return {world_.webhooks().all().begin(), world_.webhooks().all().end()};
  }
  mock::Webhook webhook(const std::string& id) {
    const mock::Webhook* found = world_.webhooks().find(id);
    REQUIRE(found != nullptr);
    return *found;
  }
  // The value of a header of that webhook; empty where it has none.
  std::string header(const std::string& id, const std::string& name) {
    return std::string(find_header(webhook(id).headers, name).value_or(""));
  }
  // How many requests began so.
  std::size_t sent(const std::string& what) const {
    return static_cast<std::size_t>(std::count_if(
        log.begin(), log.end(), [&what](const auto& line) { return line.starts_with(what); }));
  }

  std::function<void(const std::string& call)> before; // each request: what others do meanwhile
  std::vector<std::string> log;                        // "POST /v1/webhooks/ 200"
  std::vector<std::string> bodies;

private:
  mock::Scenario scenario_;
  Clock& clock_;
  mock::World world_;
  mock::Api api_;
};

// A machine whose Propexo is the simulated one, and whose clock does not wait.
struct PropexoMachine {
  explicit PropexoMachine(const std::string& scenario) : propexo(scenario, clock) {
    machine.variables["PROPEXO_API_TOKEN"] = "mock-token";
  }

  Environment environment() {
    Environment other = machine.environment();
    return {machine.io,
            clock,
            other.variable,
            [] { return 0.0; },
            other.random_bytes,
            [this](const TransportOptions&) -> std::unique_ptr<HttpTransport> {
              return std::make_unique<Transport>(propexo);
            },
            other.open_target,
            other.open_server,
            other.watch_signals,
            other.start_child};
  }

  std::string out() const { return machine.io.out(); }
  std::string err() const { return machine.io.err(); }
  Json json() const { return Json::parse(out()); }

  FakeClock clock;
  MockPropexo propexo;
  TestEnvironment machine;

private:
  class Transport final : public HttpTransport {
  public:
    explicit Transport(MockPropexo& propexo) : propexo_(propexo) {}
    Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) override {
      if (stop.stop_requested()) return Error{ErrorKind::cancelled, "cancelled"};
      return propexo_.answer(request);
    }

  private:
    MockPropexo& propexo_;
  };
};

} // namespace syncbell::test
