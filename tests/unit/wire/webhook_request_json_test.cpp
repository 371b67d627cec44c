#include "wire/webhook_request_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("encode_new_webhook") {
  SUBCASE("says all there is to say") {
    NewSubscription webhook;
    webhook.url = "https://hooks.example/in?a=1";
    webhook.events = {TriggerKind::data_new, TriggerKind::sync_complete};
    webhook.model = "leases";
    webhook.headers = {{"x-a", "1"}, {"x-a", "\"2\""}};
    webhook.secret = Secret("0123456789");
    CHECK(encode_new_webhook(webhook) ==
          R"({"url":"https://hooks.example/in?a=1","triggers":["DATA_NEW","SYNC_COMPLETE"],)"
          R"("model":"leases","headers":[{"header":"x-a","value":"1"},)"
          R"({"header":"x-a","value":"\"2\""}],"secret":"0123456789","active":true})");
  }
  SUBCASE("always says whether it is active") {
    NewSubscription webhook;
    webhook.url = "http://r/";
    webhook.events = {TriggerKind::job_failure};
    webhook.active = false;
    CHECK(encode_new_webhook(webhook) ==
          R"({"url":"http://r/","triggers":["JOB_FAILURE"],"active":false})");
  }
}

TEST_CASE("encode_webhook_change") {
  SUBCASE("says what changes and nothing else") {
    CHECK(encode_webhook_change({}) == "{}");
    CHECK(encode_webhook_change({.headers = HeaderFields{}}) == R"({"headers":[]})");
    CHECK(encode_webhook_change({.active = true}) == R"({"active":true})");
  }
  SUBCASE("says everything where everything changes") {
    const SubscriptionChange change{.url = "http://r/",
                                    .events = std::vector{TriggerKind::data_update},
                                    .model = "units",
                                    .headers = HeaderFields{{"x-a", "1"}},
                                    .secret = Secret("0123456789"),
                                    .active = false};
    CHECK(encode_webhook_change(change) ==
          R"({"url":"http://r/","triggers":["DATA_UPDATE"],"model":"units",)"
          R"("headers":[{"header":"x-a","value":"1"}],"secret":"0123456789","active":false})");
  }
}
