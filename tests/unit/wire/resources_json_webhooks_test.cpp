#include "wire/resources_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

std::string page_of(const std::string& items) { return R"({"results":[)" + items + "]}"; }

std::string error_body(const std::string& rest) {
  return R"({"error":{"code":"invalid_request","message":"Bad Request")" + rest + "}}";
}

std::string with_issues(const std::string& issues) {
  return error_body(R"(,"details":{"details":{"issues":[)" + issues + "]}}");
}

} // namespace

TEST_CASE("decode_webhooks") {
  SUBCASE("reads a page") {
    const auto page = decode_webhooks(page_of(
        R"({"id":"w1","url":"https://example.com/hook","active":true,"secret":"s3cr3t-in-clear",
            "system":"PRODUCTION","created_at":"2026-11-23T08:00:00.000Z","triggers":[{"id":"t","trigger":"DATA_NEW","model":"leases"},
            {"id":"u","trigger":"SYNC_COMPLETE","model":null}],
            "headers":[{"header":"x-a","value":"1"},{"header":"x-a","value":"2"}]})"));
    REQUIRE(page.has_value());
    const WebhookSubscription& webhook = page->items.at(0);
    CHECK(webhook.id == SubscriptionId("w1"));
    CHECK(webhook.url == "https://example.com/hook");
    CHECK(webhook.active);
    CHECK(webhook.system == "PRODUCTION");
    CHECK(webhook.secret.reveal() == "s3cr3t-in-clear");
    REQUIRE(webhook.triggers.size() == 2);
    CHECK(webhook.triggers[0].name == "DATA_NEW");
    CHECK(webhook.triggers[0].model == "leases");
    CHECK_FALSE(webhook.triggers[1].model);
    CHECK(webhook.headers == HeaderFields{{"x-a", "1"}, {"x-a", "2"}});
    CHECK(webhook.created_at == parse_timestamp("2026-11-23T08:00:00Z").operator*());
  }
  SUBCASE("does without what may be missing") {
    const auto page = decode_webhooks(page_of(R"({"id":"w","url":"u","headers":null})"));
    REQUIRE(page.has_value());
    CHECK_FALSE(page->items.front().active);
    CHECK(page->items.front().secret.empty());
    CHECK(page->items.front().triggers.empty());
  }
  SUBCASE("never shows the secret of a webhook that is not as documented") {
    const auto page = decode_webhooks(
        page_of(R"({"id":"w","url":"u","secret":"s3cr3t-in-clear","triggers":"all"})"));
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().kind == ErrorKind::api);
    CHECK(page.error().message.find("/results/0/triggers") != std::string::npos);
    CHECK(page.error().message.find("s3cr3t") == std::string::npos);
  }
  SUBCASE("never shows the secret of a reply that is cut short") {
    const auto page = decode_webhooks(R"({"results":[{"id":"w","secret":"s3cr3t-in-clear)");
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().message.find("s3cr3t") == std::string::npos);
  }
}

TEST_CASE("decode_webhook") {
  SUBCASE("reads an object") {
    CHECK((**decode_webhook(R"({"results":{"id":"w","url":"u"}})")).id == SubscriptionId("w"));
  }
  SUBCASE("reads null as none") {
    const auto none = decode_webhook(R"({"results":null})");
    REQUIRE(none.has_value());
    CHECK_FALSE(none->has_value());
  }
  SUBCASE("fails without results") { CHECK_FALSE(decode_webhook("{}").has_value()); }
}

TEST_CASE("decode_written_webhook") {
  CHECK(decode_written_webhook(R"({"result":{"id":"w","url":"u"}})")->id == SubscriptionId("w"));
  for (const char* body : {"{}", R"({"result":null})", R"({"result":{"id":"w"}})"}) {
    CHECK(decode_written_webhook(body).error().kind == ErrorKind::api);
  }
}

TEST_CASE("decode_error_message") {
  SUBCASE("gives the message") {
    CHECK(decode_error_message(error_body("")) == "Bad Request");
    CHECK(decode_error_message(error_body(R"(,"details":null)")) == "Bad Request");
  }
  SUBCASE("gives the issues and their places") {
    CHECK(
        decode_error_message(with_issues(
            R"({"code":"invalid_enum_value","path":["triggers",0],"message":"Invalid enum value"})")) ==
        "Bad Request (triggers/0: Invalid enum value)");
    CHECK(decode_error_message(with_issues(
              R"({"path":["url"],"message":"Required"},{"path":[],"message":"Odd"})")) ==
          "Bad Request (url: Required, Odd)");
    CHECK(decode_error_message(
              with_issues(R"({"message":"No path"},{"path":"x","message":"Text"})")) ==
          "Bad Request (No path, Text)");
  }
  SUBCASE("gives the message though what follows has another shape") {
    for (const char* rest :
         {R"(,"details":"text")", R"(,"details":[])", R"(,"details":{"details":7})",
          R"(,"details":{"details":{"issues":{}}})", R"(,"details":{"details":{"issues":[7]}})",
          R"(,"details":{"details":{"issues":[{"message":{}}]}})"}) {
      CAPTURE(rest);
      CHECK(decode_error_message(error_body(rest)) == "Bad Request");
    }
  }
  SUBCASE("is empty for anything else") {
    for (const char* body : {"", "{}", "[]", "<html>502 Bad Gateway</html>", R"({"error":null})",
                             R"({"error":"text"})", R"({"error":{"message":7}})", "{\"error\":{"}) {
      CAPTURE(body);
      CHECK(decode_error_message(body).empty());
    }
  }
}
