#include "core/subscription.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const IntegrationId a("int-a");
const IntegrationId b("int-b");
const WallTime noon = *parse_timestamp("2026-11-23T12:00:00Z");

SubscriptionMark mark_in(HeaderFields headers) {
  return mark_of(webhook_with("w", std::move(headers)));
}

bool expired_with(const std::string& lease) {
  return has_expired(webhook_with("w", {{"x-syncbell-expires", lease}}), noon);
}

} // namespace

TEST_CASE("mark_of") {
  SUBCASE("reads the three headers whatever their case") {
    const SubscriptionMark mark = mark_in({{"Authorization", "Basic x"},
                                           {"X-Syncbell-Integrations", "int-a,int-b"},
                                           {"x-syncbell-expires", "2026-11-23T12:00:00.000Z"},
                                           {"X-SYNCBELL-RUN", "wait-0123456789abcdef"}});
    CHECK(mark == SubscriptionMark{{a, b}, noon, "wait-0123456789abcdef"});
  }
  SUBCASE("is empty for somebody else's webhook") {
    CHECK(mark_in({}) == SubscriptionMark{});
    CHECK(mark_in({{"x-other", "1"}}) == SubscriptionMark{});
  }
  SUBCASE("takes a list with spaces and gaps and repetitions") {
    CHECK(mark_in({{"x-syncbell-integrations", " int-a ,, int-b,int-a, "}}).integrations ==
          std::vector{a, b});
    CHECK(mark_in({{"x-syncbell-integrations", ""}}).integrations.empty());
    CHECK(mark_in({{"x-syncbell-integrations", " , "}}).integrations.empty());
  }
  SUBCASE("takes a lease that cannot be read for none") {
    for (const char* lease : {"", "tomorrow", "2026-13-01T00:00:00Z", "1790000000"}) {
      CAPTURE(lease);
      CHECK_FALSE(mark_in({{"x-syncbell-expires", lease}}).expires);
    }
  }
}

TEST_CASE("with_mark") {
  const HeaderFields foreign{{"Authorization", "Basic x"}, {"X-Env", "a"}, {"x-env", "b"}};
  SUBCASE("adds ours at the end") {
    HeaderFields expected = foreign;
    expected.push_back({"x-syncbell-integrations", "int-a,int-b"});
    expected.push_back({"x-syncbell-expires", "2026-11-23T12:00:00.000Z"});
    expected.push_back({"x-syncbell-run", "subscribe-1"});
    CHECK(with_mark(foreign, {{a, b}, noon, "subscribe-1"}) == expected);
  }
  SUBCASE("replaces ours where they stand and leaves others alone") {
    const HeaderFields before{{"x-one", "1"},
                              {"X-Syncbell-Integrations", "int-a"},
                              {"x-two", "2"},
                              {"x-syncbell-integrations", "left over"},
                              {"x-syncbell-run", "subscribe-1"}};
    const HeaderFields after{{"x-one", "1"},
                             {"X-Syncbell-Integrations", "int-b"},
                             {"x-two", "2"},
                             {"x-syncbell-run", "subscribe-1"}};
    CHECK(with_mark(before, {{b}, {}, "subscribe-1"}) == after);
  }
  SUBCASE("drops what the mark does not have") {
    CHECK(with_mark(with_mark(foreign, {{a}, noon, "wait-1"}), {}) == foreign);
  }
  SUBCASE("is read back as it was written") {
    const SubscriptionMark mark{{b, a}, noon, "wait-1"};
    CHECK(mark_in(with_mark(foreign, mark)) == mark);
    CHECK(with_mark(with_mark(foreign, mark), mark) == with_mark(foreign, mark));
  }
}

TEST_CASE("is_mark_header") {
  CHECK(is_mark_header("x-syncbell-run"));
  CHECK(is_mark_header("X-Syncbell-Expires"));
  CHECK(is_mark_header("x-syncbell-integrations"));
  CHECK_FALSE(is_mark_header("x-syncbell"));
  CHECK_FALSE(is_mark_header("authorization"));
}

TEST_CASE("has_expired") {
  CHECK(expired_with("2026-11-23T11:59:59.999Z"));
  CHECK(expired_with("2026-11-23T12:00:00Z"));
  CHECK(expired_with("2026-11-23T12:30:00+01:00"));
  CHECK_FALSE(expired_with("2026-11-23T12:00:00.001Z"));
  SUBCASE("never without a lease that can be read") {
    CHECK_FALSE(has_expired(webhook_with("w"), noon));
    CHECK_FALSE(has_expired(webhook_with("w", {{"x-syncbell-run", "wait-1"}}), noon));
    for (const char* lease : {"", "yesterday", "0", "1970-01-01", "2026-11-23T11:00:00"}) {
      CAPTURE(lease);
      CHECK_FALSE(expired_with(lease));
    }
  }
}

TEST_CASE("run_name") {
  CHECK(run_name("wait", std::string("\x01\x23\x45\x67\x89\xab\xcd\xef")) ==
        "wait-0123456789abcdef");
}

TEST_CASE("oldest_of_run") {
  const HeaderFields ours{{"x-syncbell-run", "subscribe-1"}};
  SUBCASE("goes by created_at and then by id") {
    const std::vector<WebhookSubscription> all{
        webhook_with("w0", {}, "07:00:00"), webhook_with("w1", ours, "08:00:01"),
        webhook_with("w3", ours), webhook_with("w2", ours),
        webhook_with("w4", {{"x-syncbell-run", "subscribe-2"}}, "07:00:00")};
    REQUIRE(oldest_of_run(all, "subscribe-1") != nullptr);
    CHECK(oldest_of_run(all, "subscribe-1")->id.text() == "w2");
  }
  SUBCASE("takes one without a time for the youngest") {
    std::vector<WebhookSubscription> all{webhook_with("w1", ours), webhook_with("w2", ours)};
    all.front().created_at.reset();
    CHECK(oldest_of_run(all, "subscribe-1")->id.text() == "w2");
  }
  SUBCASE("is none where the run made none") {
    CHECK(oldest_of_run({}, "subscribe-1") == nullptr);
    CHECK(oldest_of_run({webhook_with("w", ours)}, "subscribe-2") == nullptr);
    CHECK(oldest_of_run({webhook_with("w")}, "") == nullptr);
  }
}

TEST_CASE("SubscriptionChange::empty") {
  CHECK(SubscriptionChange{}.empty());
  CHECK_FALSE(SubscriptionChange{.headers = HeaderFields{}}.empty());
  CHECK_FALSE(SubscriptionChange{.active = false}.empty());
}
