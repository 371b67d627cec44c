#include "core/subscription_match.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const IntegrationId a("int-a");
const IntegrationId b("int-b");
const IntegrationId c("int-c");
const std::string run = "subscribe-1";
const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");
const WallTime later = *parse_timestamp("2026-11-23T13:00:00Z");

WantedSubscription wanted(std::vector<IntegrationId> ids = {a}) {
  WantedSubscription subscription;
  subscription.url = "https://hooks.example/in";
  subscription.events = {TriggerKind::first_sync_complete, TriggerKind::sync_complete};
  subscription.integrations = std::move(ids);
  return subscription;
}

WebhookSubscription marked(const std::string& id, SubscriptionMark mark,
                           const std::string& created = "08:00:00") {
  return webhook_with(id, with_mark({}, mark), created);
}

bool is_same(const WebhookSubscription& webhook, const WantedSubscription& subscription) {
  return !same_subscriptions({webhook}, subscription).empty();
}

SubscriptionMark mark_after(const WebhookSubscription& webhook,
                            const WantedSubscription& subscription) {
  return mark_of(changed(webhook, change_to(webhook, subscription)));
}

bool says(const std::vector<std::string>& remarks, const std::string& text) {
  return std::any_of(remarks.begin(), remarks.end(), [&text](const std::string& remark) {
    return remark.find(text) != std::string::npos;
  });
}

} // namespace

TEST_CASE("same_subscriptions compares") {
  WebhookSubscription webhook = webhook_with("w");
  SUBCASE("the url as it is resolved") {
    webhook.url = "HTTPS://Hooks.Example:443/in";
    CHECK(is_same(webhook, wanted()));
    for (const char* url :
         {"http://hooks.example/in", "https://hooks.example:444/in", "https://hooks.example/In",
          "https://hooks.example/in/", "https://hooks.example/in?a", "not a url"}) {
      CAPTURE(url);
      webhook.url = url;
      CHECK_FALSE(is_same(webhook, wanted()));
    }
  }
  SUBCASE("the events as a set") {
    std::swap(webhook.triggers.front(), webhook.triggers.back());
    CHECK(is_same(webhook, wanted()));
    webhook.triggers.push_back(webhook.triggers.front());
    CHECK(is_same(webhook, wanted()));
    webhook.triggers.push_back({"JOB_FAILURE", std::nullopt});
    CHECK_FALSE(is_same(webhook, wanted()));
    webhook.triggers.resize(1);
    CHECK_FALSE(is_same(webhook, wanted()));
    webhook.triggers.clear();
    CHECK_FALSE(is_same(webhook, wanted()));
  }
  SUBCASE("the model of data events") {
    WantedSubscription subscription = wanted();
    subscription.events = {TriggerKind::data_new, TriggerKind::sync_complete};
    subscription.model = "leases";
    webhook.triggers = {{"DATA_NEW", "leases"}, {"SYNC_COMPLETE", std::nullopt}};
    CHECK(is_same(webhook, subscription));
    webhook.triggers.front().model = "units";
    CHECK_FALSE(is_same(webhook, subscription));
    webhook.triggers.front().model.reset();
    CHECK_FALSE(is_same(webhook, subscription));
    subscription.model.reset();
    CHECK(is_same(webhook, subscription));
  }
  SUBCASE("not whether it is active") {
    webhook.active = false;
    CHECK(is_same(webhook, wanted()));
  }
  SUBCASE("never with what a wait or listen has leased") {
    CHECK(is_same(marked("w", {{a}, noon, run}), wanted()));
    CHECK_FALSE(is_same(marked("w", {{a}, noon, "wait-1"}), wanted()));
    CHECK_FALSE(is_same(marked("w", {{a}, {}, "listen-1"}), wanted()));
  }
}

TEST_CASE("same_subscriptions puts ours first and then the older") {
  const auto same = same_subscriptions(
      {webhook_with("foreign", {}, "07:00:00"), marked("young", {{a}, {}, run}, "09:00:00"),
       marked("old", {{b}, {}, "subscribe-2"}), webhook_with("other", {}, "06:00:00")},
      wanted());
  std::vector<std::string> ids;
  for (const WebhookSubscription& webhook : same)
    ids.push_back(webhook.id.text());
  CHECK(ids == std::vector<std::string>{"old", "young", "other", "foreign"});
}

TEST_CASE("together_with adds what doubles are for") {
  CHECK(together_with(wanted({a}), {marked("w", {{b, a}, {}, run})}).integrations ==
        std::vector{a, b});
  SUBCASE("all where one of them is for all") {
    CHECK(together_with(wanted({a}), {marked("w", {{}, {}, run}), marked("v", {{b}, {}, run})})
              .integrations.empty());
  }
  SUBCASE("nothing to all") {
    CHECK(together_with(wanted({}), {marked("w", {{b}, {}, run})}).integrations.empty());
  }
  SUBCASE("not of what others made") {
    CHECK(
        together_with(wanted({a}), {marked("w", {{b}, {}, ""}), webhook_with("v")}).integrations ==
        std::vector{a});
  }
}

TEST_CASE("change_to is empty for what is as it is wanted") {
  CHECK(change_to(marked("w", {{a, b}, {}, run}), wanted({b})).empty());
  CHECK(change_to(marked("w", {{}, {}, run}), wanted({})).empty());
  CHECK(change_to(webhook_with("w"), wanted({})).empty());
  CHECK(change_to(webhook_with("w", {{"x-syncbell-integrations", " int-a , int-b"},
                                     {"x-syncbell-run", run}}),
                  wanted({a, b}))
            .empty());
}

TEST_CASE("change_to merges integrations") {
  CHECK(mark_after(marked("w", {{a}, {}, run}), wanted({b, a})) ==
        SubscriptionMark{{a, b}, {}, run});
  SUBCASE("what is for all stays for all") {
    CHECK(change_to(marked("w", {{}, {}, run}), wanted({a})).empty());
  }
  SUBCASE("what is wanted for all becomes so") {
    CHECK(mark_after(marked("w", {{a}, {}, run}), wanted({})) == SubscriptionMark{{}, {}, run});
  }
  SUBCASE("a foreign one is marked without a run and keeps its headers") {
    const WebhookSubscription foreign = webhook_with("w", {{"Authorization", "Basic x"}});
    const SubscriptionChange change = change_to(foreign, wanted({a}));
    CHECK(change.headers ==
          HeaderFields{{"Authorization", "Basic x"}, {"x-syncbell-integrations", "int-a"}});
    CHECK_FALSE(change.active);
    CHECK_FALSE(change.secret);
    CHECK_FALSE(change.url);
  }
}

TEST_CASE("change_to merges leases") {
  WantedSubscription leased = wanted();
  leased.expires = noon;
  SUBCASE("what has none gets none") {
    CHECK(change_to(marked("w", {{a}, {}, run}), leased).empty());
    CHECK_FALSE(mark_after(webhook_with("w"), leased).expires);
  }
  SUBCASE("the later end counts") {
    CHECK(mark_after(marked("w", {{a}, noon - std::chrono::hours{5}, run}), leased).expires ==
          noon);
    CHECK(change_to(marked("w", {{a}, later, run}), leased).empty());
  }
  SUBCASE("none wanted lifts it") {
    CHECK(mark_after(marked("w", {{a}, noon, run}), wanted()) == SubscriptionMark{{a}, {}, run});
  }
}

TEST_CASE("change_to sees to the rest") {
  WebhookSubscription webhook = marked("w", {{a}, {}, run});
  WantedSubscription subscription = wanted();
  SUBCASE("activates what is inactive unless whichever it is will do") {
    webhook.active = false;
    CHECK(change_to(webhook, subscription).active == true);
    subscription.active = false;
    CHECK(change_to(webhook, subscription).empty());
  }
  SUBCASE("sends another secret where that is to replace it and not the same again") {
    subscription.secret = Secret("another-one");
    CHECK(change_to(webhook, subscription).empty());
    subscription.replaces_secret = true;
    subscription.secret = webhook.secret;
    CHECK(change_to(webhook, subscription).empty());
    subscription.secret = Secret("another-one");
    CHECK(change_to(webhook, subscription).secret->reveal() == "another-one");
  }
  SUBCASE("sets headers and leaves those alone that are right") {
    webhook.headers.push_back({"X-Env", "prod"});
    subscription.headers = {{"x-env", "prod"}};
    CHECK(change_to(webhook, subscription).empty());
    subscription.headers = {{"x-env", "test"}, {"x-new", "1"}};
    const auto change = change_to(webhook, subscription);
    REQUIRE(change.headers);
    CHECK(find_header(*change.headers, "x-env") == "test");
    CHECK(find_header(*change.headers, "x-new") == "1");
    CHECK(find_header(*change.headers, "x-syncbell-integrations") == "int-a");
  }
}

TEST_CASE("remarks_on") {
  WantedSubscription leased = wanted();
  leased.expires = noon;
  CHECK(remarks_on(marked("w", {{a}, {}, run}), wanted()).empty());
  CHECK(says(remarks_on(webhook_with("w"), wanted()), "not made by syncbell"));
  CHECK(says(remarks_on(marked("w", {{}, {}, run}), wanted()), "stays so"));
  CHECK(says(remarks_on(marked("w", {{a, b}, {}, run}), wanted({})), "it was for int-a, int-b"));
  CHECK(says(remarks_on(marked("w", {{a}, {}, run}), leased), "gets none"));
  CHECK(says(remarks_on(marked("w", {{a}, noon, run}), wanted()), "was lifted"));
  leased.active = false;
  CHECK(says(remarks_on(marked("w", {{a}, noon, run}), leased), "it is active"));
}

TEST_CASE("secret_warning") {
  WebhookSubscription webhook = marked("w", {{a}, {}, run});
  WantedSubscription subscription = wanted();
  CHECK_FALSE(secret_warning(webhook, subscription));
  subscription.secret = webhook.secret;
  CHECK_FALSE(secret_warning(webhook, subscription));
  subscription.secret = Secret("another-secret");
  SUBCASE("says that another secret stays and how to replace it") {
    const std::string warning = secret_warning(webhook, subscription).value();
    CHECK(warning.find("and stays; --secret-file FILE") != std::string::npos);
  }
  SUBCASE("says that it is replaced where it is to be") {
    subscription.replaces_secret = true;
    CHECK(secret_warning(webhook, subscription) ==
          "its signing secret is replaced by the one given");
  }
  SUBCASE("is nothing where the API does not show the secret") {
    for (const char* shown : {"", "[redacted]", "short", "************", "whsec_***abc"}) {
      CAPTURE(shown);
      webhook.secret = Secret(shown);
      CHECK_FALSE(secret_warning(webhook, subscription));
      subscription.replaces_secret = true;
      CHECK_FALSE(secret_warning(webhook, subscription));
      CHECK(change_to(webhook, subscription).secret);
      subscription.replaces_secret = false;
    }
  }
}

TEST_CASE("new_subscription") {
  WantedSubscription subscription = wanted({a, c});
  subscription.headers = {{"X-Env", "prod"}};
  subscription.expires = noon;
  subscription.active = false;
  const NewSubscription webhook = new_subscription(subscription, run, Secret("generated-one"));
  CHECK(webhook.url == subscription.url);
  CHECK(webhook.events == subscription.events);
  CHECK(webhook.headers == HeaderFields{{"X-Env", "prod"},
                                        {"x-syncbell-integrations", "int-a,int-c"},
                                        {"x-syncbell-expires", "2026-11-23T12:00:00.000Z"},
                                        {"x-syncbell-run", run}});
  CHECK(webhook.secret.reveal() == "generated-one");
  CHECK_FALSE(webhook.active);
  SUBCASE("takes a secret that is given") {
    subscription.secret = Secret("given-secret");
    CHECK(new_subscription(subscription, run, Secret("x")).secret.reveal() == "given-secret");
  }
}

TEST_CASE("planned shows a webhook before it is one") {
  WantedSubscription subscription = wanted();
  subscription.events = {TriggerKind::data_new, TriggerKind::job_failure};
  subscription.model = "leases";
  const WebhookSubscription plan = planned(new_subscription(subscription, run, Secret()));
  CHECK(plan.id.empty());
  CHECK(plan.active);
  CHECK(model_of(plan) == "leases");
  CHECK(plan.triggers.size() == 2);
  CHECK_FALSE(plan.triggers.back().model);
  CHECK(mark_of(plan).integrations == std::vector{a});
}

TEST_CASE("changed takes over what a change says") {
  const WebhookSubscription before = webhook_with("w");
  const WebhookSubscription after = changed(
      before, {.headers = HeaderFields{{"x", "1"}}, .secret = Secret("other"), .active = false});
  CHECK(after.headers == HeaderFields{{"x", "1"}});
  CHECK(after.secret.reveal() == "other");
  CHECK_FALSE(after.active);
  CHECK(changed(before, {}).active);
}

TEST_CASE("model_of is nothing without one") { CHECK_FALSE(model_of(webhook_with("w"))); }

TEST_CASE("is_of_a_waiting_run") {
  CHECK(is_of_a_waiting_run({{}, {}, "wait-1"}));
  CHECK(is_of_a_waiting_run({{}, {}, "listen-1"}));
  CHECK_FALSE(is_of_a_waiting_run({{}, {}, "subscribe-1"}));
  CHECK_FALSE(is_of_a_waiting_run({}));
}
