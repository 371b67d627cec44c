#include "core/removal.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const IntegrationId a("int-a");
const IntegrationId b("int-b");
const std::string run = "subscribe-1";
const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");
const WallTime past = noon - std::chrono::hours{1};

WebhookSubscription marked(SubscriptionMark mark) {
  return webhook_with("w", with_mark({{"X-Env", "prod"}}, mark));
}

RemovalChoice by_id(const std::string& id) {
  RemovalChoice choice;
  choice.ids = {SubscriptionId("v"), SubscriptionId(id)};
  return choice;
}

RemovalChoice by_integration(std::vector<IntegrationId> ids) {
  RemovalChoice choice;
  choice.integrations = std::move(ids);
  return choice;
}

RemovalChoice by_url(const std::string& url) {
  RemovalChoice choice;
  choice.url = url;
  return choice;
}

RemovalChoice expired() {
  RemovalChoice choice;
  choice.expired = true;
  return choice;
}

bool removes(const RemovalChoice& choice, const WebhookSubscription& webhook) {
  const auto removal = removal_of(webhook, choice, noon);
  return removal && !removal->headers;
}

bool leaves(const RemovalChoice& choice, const WebhookSubscription& webhook) {
  return !removal_of(webhook, choice, noon);
}

} // namespace

TEST_CASE("removal_of by id or url takes whosever it is") {
  for (const WebhookSubscription& webhook :
       {webhook_with("w"), marked({{a}, {}, run}), marked({{a}, noon, "wait-1"})}) {
    CHECK(removes(by_id("w"), webhook));
    CHECK(leaves(by_id("u"), webhook));
    CHECK(removes(by_url("HTTPS://hooks.example:443/in"), webhook));
    CHECK(leaves(by_url("https://hooks.example/other"), webhook));
  }
}

TEST_CASE("removal_of by lease takes ours alone") {
  CHECK(removes(expired(), marked({{a}, past, run})));
  CHECK(removes(expired(), marked({{a}, past, "wait-1"})));
  CHECK(leaves(expired(), marked({{a}, noon + std::chrono::hours{1}, run})));
  CHECK(leaves(expired(), marked({{a}, {}, run})));
  CHECK(leaves(expired(), webhook_with("w")));
  CHECK(leaves(expired(), webhook_with("w", {{"x-syncbell-expires", "yesterday"}})));
}

TEST_CASE("removal_of by integration") {
  SUBCASE("takes out what is named and keeps the rest as it is") {
    const auto removal = removal_of(marked({{a, b}, past, run}), by_integration({a}), noon);
    REQUIRE(removal);
    CHECK(removal->left == std::vector{b});
    CHECK(removal->headers == with_mark({{"X-Env", "prod"}}, {{b}, past, run}));
  }
  SUBCASE("deletes with the last one what syncbell made") {
    CHECK(removes(by_integration({a}), marked({{a}, {}, run})));
    CHECK(removes(by_integration({b, a}), marked({{a, b}, {}, run})));
  }
  SUBCASE("takes our headers off what syncbell did not make") {
    const auto removal = removal_of(marked({{a}, {}, ""}), by_integration({a}), noon);
    REQUIRE(removal);
    CHECK(removal->left.empty());
    CHECK(removal->headers == HeaderFields{{"X-Env", "prod"}});
  }
  SUBCASE("does not concern what is for others or for all") {
    CHECK(leaves(by_integration({a}), marked({{b}, {}, run})));
    CHECK(leaves(by_integration({a}), marked({{}, {}, run})));
    CHECK(leaves(by_integration({a}), webhook_with("w")));
  }
  SUBCASE("spares what a wait or listen has leased") {
    const WebhookSubscription leased = marked({{a}, noon, "wait-1"});
    CHECK(leaves(by_integration({a}), leased));
    CHECK(is_spared(leased, by_integration({a})));
    CHECK_FALSE(is_spared(leased, by_integration({b})));
    CHECK_FALSE(is_spared(marked({{a}, {}, run}), by_integration({a})));
  }
}
