#include "commands/wait/webhook_report.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Webhooks = std::vector<WebhookSubscription>;

WebhookSubscription leading_to(const std::string& url) {
  WebhookSubscription webhook = webhook_with("w");
  webhook.url = url;
  return webhook;
}

std::string report(const Webhooks& webhooks, TriggerKind event = TriggerKind::first_sync_complete) {
  return webhook_report(webhooks, event);
}

} // namespace

TEST_CASE("webhook_report") {
  SUBCASE("says that there is none") {
    CHECK(report({}) == "the account has no active webhook for FIRST_SYNC_COMPLETE");
    WebhookSubscription inactive = webhook_with("w");
    inactive.active = false;
    WebhookSubscription other = webhook_with("w");
    other.triggers = {{"JOB_FAILURE", std::nullopt}};
    CHECK(report({inactive, other}).find("no active webhook") != std::string::npos);
  }
  SUBCASE("says where they lead and leaves out what may be secret") {
    CHECK(report({leading_to("https://u:p@a.example/in?key=s")}) ==
          "active webhooks for FIRST_SYNC_COMPLETE lead to https://a.example/in");
    CHECK(report({leading_to("\x1b")}).find("somewhere") != std::string::npos);
  }
  SUBCASE("counts what it does not name") {
    CHECK(report(Webhooks(5, leading_to("https://a.example/"))).find("and 2 more") !=
          std::string::npos);
  }
  SUBCASE("takes a first sync for a sync") {
    WebhookSubscription first = webhook_with("w");
    first.triggers = {{"FIRST_SYNC_COMPLETE", std::nullopt}};
    CHECK(report({first}, TriggerKind::sync_complete).find("lead to") != std::string::npos);
  }
  SUBCASE("says why it does not know") {
    CHECK(webhook_report(Error{ErrorKind::network, "refused"}, TriggerKind::sync_complete)
              .find("refused") != std::string::npos);
  }
}
