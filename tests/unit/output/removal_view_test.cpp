#include "output/removal_view.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Json = nlohmann::ordered_json;

RemovalRow row(RemovalResult result, std::vector<IntegrationId> left = {}) {
  return {webhook_with("w"), result, std::move(left)};
}

RemovalRow gone() {
  WebhookSubscription webhook;
  webhook.id = SubscriptionId("v");
  return {webhook, RemovalResult::gone};
}

} // namespace

TEST_CASE("encode_removals") {
  CHECK(encode_removals({}) == "[]\n");
  RemovalRow failed = row(RemovalResult::failed);
  failed.error = Error{ErrorKind::unavailable, "status 503"};
  const Json list = Json::parse(
      encode_removals({row(RemovalResult::changed, {IntegrationId("int-a")}), gone(), failed}));
  CHECK(
      list[0].dump() ==
      R"({"id":"w","result":"changed","url":"https://hooks.example/in",)"
      R"("events":["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"],"integrations":["int-a"],"error":null})");
  CHECK(list[1].dump() ==
        R"({"id":"v","result":"gone","url":null,"events":[],"integrations":[],"error":null})");
  CHECK(list[2]["result"] == "failed");
  CHECK(list[2]["error"] == "status 503");
}

TEST_CASE("removals_text") {
  CHECK(removals_text({row(RemovalResult::removed), gone()}, {}) ==
        "ID  RESULT            URL                       STILL FOR\n"
        "w   removed           https://hooks.example/in  -\n"
        "v   was gone already  -                         -\n");
  SUBCASE("tells why a webhook is kept") {
    const std::vector<IntegrationId> left{IntegrationId("int-a"), IntegrationId("int-b")};
    const auto says = [](const RemovalRow& one, const std::string& text) {
      return removals_text({one}, {}).find(text) != std::string::npos;
    };
    CHECK(says(row(RemovalResult::changed, left), "kept for the others"));
    CHECK(says(row(RemovalResult::changed, left), "int-a,int-b"));
    CHECK(says(row(RemovalResult::changed), "kept without our headers"));
    CHECK(says(row(RemovalResult::would_change, left), "would be kept for the others"));
    CHECK(says(row(RemovalResult::would_change), "would lose our headers"));
    CHECK(says(row(RemovalResult::would_remove), "would be removed"));
    CHECK(says(row(RemovalResult::kept, left), "changed meanwhile"));
    CHECK(says(row(RemovalResult::failed), "failed"));
  }
}

TEST_CASE("name_of removal results") {
  CHECK(std::string(name_of(RemovalResult::removed)) == "removed");
  CHECK(std::string(name_of(RemovalResult::kept)) == "kept");
  CHECK(std::string(name_of(RemovalResult::would_remove)) == "would_remove");
  CHECK(std::string(name_of(RemovalResult::would_change)) == "would_change");
}
