#include "output/subscribe_view.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Json = nlohmann::ordered_json;

SubscribeAnswer answer() {
  SubscribeAnswer answer;
  answer.webhook = webhook_with("w", {{"x-syncbell-integrations", "int-a"}});
  answer.created = true;
  return answer;
}

SubscribeAnswer plan() {
  SubscribeAnswer plan = answer();
  plan.webhook.id = SubscriptionId();
  plan.is_plan = true;
  plan.request = PlannedRequest{"POST", "/v1/webhooks/", R"({"active":true})"};
  return plan;
}

} // namespace

TEST_CASE("encode_subscribe_answer") {
  SUBCASE("has the documented keys in their order") {
    CHECK(Json::parse(encode_subscribe_answer(answer())).dump() ==
          R"({"id":"w","created":true,"updated":false,"url":"https://hooks.example/in",)"
          R"("events":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"],"model":null,)"
          R"("integrations":["int-a"],"active":true,"expires_at":null})");
  }
  SUBCASE("shows the secret that was generated for showing") {
    SubscribeAnswer shown = answer();
    shown.secret = Secret("0123456789");
    CHECK(Json::parse(encode_subscribe_answer(shown))["secret"] == "0123456789");
  }
  SUBCASE("holds the request of a plan") {
    const Json document = Json::parse(encode_subscribe_answer(plan()));
    CHECK(document["id"].is_null());
    CHECK(document["dry_run"] == true);
    CHECK(document["request"].dump() ==
          R"({"method":"POST","path":"/v1/webhooks/","body":{"active":true}})");
    SubscribeAnswer idle = plan();
    idle.request.reset();
    CHECK(Json::parse(encode_subscribe_answer(idle))["request"].is_null());
  }
}

TEST_CASE("subscribe_answer_text") {
  SubscribeAnswer said = answer();
  CHECK(subscribe_answer_text(said, {}).find("created\nid            w\n") == 0);
  SUBCASE("says what happened") {
    said.created = false;
    CHECK(subscribe_answer_text(said, {}).find("unchanged\n") == 0);
    said.updated = true;
    CHECK(subscribe_answer_text(said, {}).find("updated\n") == 0);
    said.is_plan = true;
    CHECK(subscribe_answer_text(said, {}).find("would be updated\n") == 0);
  }
  SUBCASE("ends in the secret") {
    said.secret = Secret("0123456789");
    CHECK(subscribe_answer_text(said, {}).find("\nsecret        0123456789\n") !=
          std::string::npos);
  }
  SUBCASE("shows the request of a plan") {
    const std::string text = subscribe_answer_text(plan(), {});
    CHECK(text.find("would be created\nurl ") == 0);
    CHECK(text.find("\nPOST /v1/webhooks/\n{\"active\":true}\n") != std::string::npos);
  }
}
