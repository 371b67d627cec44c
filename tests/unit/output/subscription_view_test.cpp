#include "output/subscription_view.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Json = nlohmann::ordered_json;

const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");

WebhookSubscription ours() {
  WebhookSubscription webhook =
      webhook_with("w1", {{"Authorization", "Basic s3cr3t"},
                          {"x-syncbell-integrations", "int-a,int-b"},
                          {"x-syncbell-expires", "2026-11-23T12:00:00.000Z"},
                          {"x-syncbell-run", "subscribe-1"}});
  webhook.url = "https://user:s3cr3t@hooks.example/in";
  return webhook;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("encode_subscriptions") {
  SUBCASE("is an array though it is empty") { CHECK(encode_subscriptions({}) == "[]\n"); }
  SUBCASE("says what is known and null for the rest") {
    WebhookSubscription foreign = webhook_with("w2");
    foreign.triggers = {{"DATA_NEW", "leases"}};
    foreign.created_at.reset();
    foreign.active = false;
    const Json list = Json::parse(encode_subscriptions({ours(), foreign}));
    CHECK(list[0].dump() ==
          R"({"id":"w1","url":"https://[redacted]@hooks.example/in",)"
          R"("events":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"],"model":null,)"
          R"("integrations":["int-a","int-b"],"active":true,)"
          R"("expires_at":"2026-11-23T12:00:00.000Z","run":"subscribe-1","system":"PRODUCTION",)"
          R"("created_at":"2026-11-23T08:00:00.000Z"})");
    CHECK(list[1].dump() ==
          R"({"id":"w2","url":"https://hooks.example/in","events":["DATA_NEW"],)"
          R"("model":"leases","integrations":[],"active":false,"expires_at":null,"run":null,)"
          R"("system":"PRODUCTION","created_at":null})");
  }
}

TEST_CASE("encode_subscription shows headers and no value that is not ours") {
  const Json headers = Json::parse(encode_subscription(ours()))["headers"];
  CHECK(headers[0].dump() == R"({"header":"Authorization","value":"[redacted]"})");
  CHECK(headers[1].dump() == R"({"header":"x-syncbell-integrations","value":"int-a,int-b"})");
  CHECK(headers.size() == 4);
}

TEST_CASE("subscriptions_text") {
  WebhookSubscription all = webhook_with("w3", {{"x-syncbell-run", "subscribe-2"}});
  all.active = false;
  SUBCASE("has a line for each") {
    CHECK(subscriptions_text({ours(), webhook_with("w2"), all}, {}) ==
          "ID  URL                                  EVENTS                             "
          "INTEGRATIONS  STATE     LEASE\n"
          "w1  https://[redacted]@hooks.example/in  FIRST_SYNC_COMPLETE,SYNC_COMPLETE  "
          "int-a,int-b   active    until 2026-11-23T12:00:00.000Z\n"
          "w2  https://hooks.example/in             FIRST_SYNC_COMPLETE,SYNC_COMPLETE  "
          "-             active    none\n"
          "w3  https://hooks.example/in             FIRST_SYNC_COMPLETE,SYNC_COMPLETE  "
          "all           inactive  none\n");
  }
  SUBCASE("has a block for each, with all of its URL, where a line does not fit the terminal") {
    const ViewSettings narrow{80, noon - std::chrono::hours{2}};
    CHECK(subscriptions_text({ours(), all}, narrow) ==
          subscription_lines(ours(), narrow) + "\n" + subscription_lines(all, narrow));
    CHECK(holds(subscriptions_text({ours()}, narrow), "hooks.example/in\n"));
    CHECK(holds(subscriptions_text({ours()}, narrow), "ends in"));
    CHECK(holds(subscriptions_text({ours()}, {200, std::nullopt}), "ID  URL "));
  }
  SUBCASE("shows nothing that a terminal would obey") {
    WebhookSubscription webhook = ours();
    webhook.url = "https://h/\x1b[2J";
    webhook.triggers = {{"A\nB", std::nullopt}};
    const std::string text = subscriptions_text({webhook}, {});
    CHECK_FALSE(holds(text, "\x1b"));
    CHECK(holds(text, "A\\x0aB"));
  }
}

TEST_CASE("subscription_text") {
  SUBCASE("shows all of it") {
    const std::string text = subscription_text(ours(), {});
    for (const char* line :
         {"id            w1\n", "url           https://[redacted]@hooks.example/in\n",
          "events        FIRST_SYNC_COMPLETE, SYNC_COMPLETE\n", "integrations  int-a, int-b\n",
          "state         active\n", "lease         until 2026-11-23T12:00:00.000Z\n",
          "made by       subscribe-1\n", "created       2026-11-23T08:00:00.000Z\n",
          "Authorization            [redacted]\n", "x-syncbell-run           subscribe-1\n"}) {
      CAPTURE(line);
      CHECK(holds(text, line));
    }
    CHECK_FALSE(holds(text, "s3cr3t"));
  }
  SUBCASE("says what somebody else's does not have") {
    WebhookSubscription foreign = webhook_with("w2");
    foreign.created_at.reset();
    foreign.triggers = {{"DATA_NEW", "leases"}};
    const std::string text = subscription_text(foreign, {});
    for (const char* line :
         {"model         leases\n", "integrations  not marked\n", "made by       not syncbell\n",
          "created       unknown\n", "no headers\n"}) {
      CAPTURE(line);
      CHECK(holds(text, line));
    }
  }
}

TEST_CASE("shown_headers") {
  CHECK(shown_headers({{"X-Syncbell-Run", "wait-1"}, {"Cookie", "s3cr3t"}}) ==
        HeaderFields{{"X-Syncbell-Run", "wait-1"}, {"Cookie", "[redacted]"}});
}
