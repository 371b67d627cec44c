#include "mock/webhook_registry.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

TEST_CASE("WebhookRegistry: create") {
  WebhookRegistry webhooks;
  const WallTime now{};
  WebhookInput input;
  input.url = "http://r/";
  input.triggers = {"DATA_NEW", "SYNC_COMPLETE", "DATA_NEW"};
  input.model = "leases";
  const Webhook& webhook = webhooks.create(input, now);
  CHECK(webhook.id == "cmwebhook0000000000000001");
  CHECK_FALSE(webhook.active);
  REQUIRE(webhook.triggers.size() == 2);
  CHECK(webhook.triggers[0].model == "leases");
  CHECK_FALSE(webhook.triggers[1].model);
  CHECK(webhook.triggers[0].id != webhook.triggers[1].id);
  SUBCASE("makes a secret where there is none") {
    CHECK(webhook.secret.reveal().size() >= 10);
    CHECK(webhook.secret.reveal() != webhooks.create(input, now).secret.reveal());
  }
}

TEST_CASE("WebhookRegistry: update") {
  WebhookRegistry webhooks;
  WebhookInput input;
  input.url = "http://r/";
  input.triggers = {"DATA_NEW"};
  input.model = "leases";
  input.secret = Secret("0123456789");
  const Webhook& webhook = webhooks.create(input, WallTime{});
  SUBCASE("leaves what is not said") {
    WebhookInput change;
    change.active = true;
    webhooks.update(webhook.id, change, WallTime{} + 1s);
    CHECK(webhook.active);
    CHECK(webhook.url == "http://r/");
    CHECK(webhook.secret.reveal() == "0123456789");
    CHECK(webhook.triggers.at(0).model == "leases");
    CHECK(webhook.created_at == WallTime{});
    CHECK(webhook.updated_at == WallTime{} + 1s);
  }
  SUBCASE("new data triggers keep the model") {
    WebhookInput change;
    change.triggers = {"DATA_UPDATE", "JOB_FAILURE"};
    webhooks.update(webhook.id, change, WallTime{});
    CHECK(webhook.triggers.at(0).name == "DATA_UPDATE");
    CHECK(webhook.triggers.at(0).model == "leases");
    CHECK_FALSE(webhook.triggers.at(1).model);
  }
  SUBCASE("nothing where there is none") {
    CHECK(webhooks.update("other", {}, WallTime{}) == nullptr);
    CHECK_FALSE(webhooks.remove("other"));
    CHECK(webhooks.find("other") == nullptr);
    CHECK(webhooks.remove(webhooks.all().front().id));
    CHECK(webhooks.all().empty());
  }
}
