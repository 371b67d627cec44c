#pragma once

#include "support/arriving.hpp"
#include "support/raw_requests.hpp"
#include "support/test_environment.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace syncbell::test {

// What is asked and answered, in this order, when a listener that is reached through
// https://public.example/hook gets a subscription of its own. The proxy there passes on to /local.
struct LeaseExchange {
  explicit LeaseExchange(TestEnvironment& test_machine) : machine(test_machine) {}

  inline static const std::string public_url = "https://public.example/hook";
  inline static const std::string webhooks = "https://api.example/v1/webhooks/";

  void address_is_proved(const std::string& url = public_url) const {
    machine.transport.expect("POST " + url, [&m = machine] {
      return as_reply(m.handlers.back()(arriving(m.transport.sent().back(), "/local")));
    });
  }
  void account_is_swept(const std::string& active = "") const {
    machine.transport.expect("GET " + webhooks + "?active=true&limit=250&offset=0",
                             json_reply(R"({"results":[)" + active + "]}"));
    machine.transport.expect("GET " + webhooks + "?active=false&limit=250&offset=0",
                             json_reply(R"({"results":[]})"));
  }
  // What happens `meanwhile` does so before the API's answer.
  void subscription_is_made(std::function<void()> meanwhile = nullptr) {
    machine.transport.expect("POST " + webhooks, [this, meanwhile]() -> Result<HttpReply> {
      created = nlohmann::json::parse(machine.transport.sent().back().body);
      if (meanwhile) meanwhile();
      return json_reply(R"({"result":{"id":"w","url":"https://public.example/hook"}})");
    });
  }
  void line_is_made() {
    address_is_proved();
    account_is_swept();
    subscription_is_made();
  }
  void subscription_is_removed(int status = 200) const {
    machine.transport.expect("DELETE " + webhooks + "w", json_reply("{}", status));
    if (status == 404) machine.transport.expect("GET " + webhooks + "?limit=1", json_reply("{}"));
  }

  // A delivery through the subscription, and what it is answered with.
  int deliver(const std::string& body) const {
    const Secret secret(created.at("secret").get<std::string>());
    return machine.handlers.back()(signed_request(body, "/local", secret)).status;
  }

  TestEnvironment& machine;
  nlohmann::json created; // what the subscription was made of
};

} // namespace syncbell::test
