#include "commands/leased_subscription.hpp"
#include "support/api_fixture.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::ordered_json;

const std::string webhooks = "https://api.example/v1/webhooks/";
const std::string post = "POST " + webhooks;
const std::string our_url = "https://a.example/hook";

Json webhook(const std::string& id, const std::string& run, const std::string& expires,
             bool active = true) {
  return {{"id", id},
          {"url", our_url},
          {"active", active},
          {"secret", "x"},
          {"headers",
           {{{"header", "x-syncbell-expires"}, {"value", expires}},
            {{"header", "x-syncbell-run"}, {"value", run}}}}};
}

struct Fixture : ApiFixture {
  Fixture() { terms.api_flags = " --environment sandbox"; }

  LeasedSubscription lease() {
    return {{propexo, clock, [] { return 0.0; },
             [this](const std::string& what) { news.push_back(what); }, last_words},
            terms,
            "wait-1"};
  }
  void lists(const std::vector<Json>& all) {
    transport.expect("GET " + webhooks + "?active=true&limit=250&offset=0",
                     json_reply(Json{{"results", all}}.dump()));
    transport.expect("GET " + webhooks + "?active=false&limit=250&offset=0",
                     json_reply(R"({"results":[]})"));
  }
  void creates(const std::string& id) {
    transport.expect(post, json_reply(Json{{"result", webhook(id, "wait-1", "")}}.dump()));
  }
  void reads(const Json& state) {
    transport.expect("GET " + webhooks + "w", json_reply(Json{{"results", state}}.dump()));
  }
  void removes(const std::string& id, int status = 200) {
    transport.expect("DELETE " + webhooks + id, json_reply("{}", status));
    if (status == 404) transport.expect("GET " + webhooks + "?limit=1", json_reply("{}"));
  }
  Result<WebhookSubscription> make(LeasedSubscription& lease) {
    return lease.make(our_url, Secret("s"), give_up.get_token(), {});
  }
  // One that was made, as "w".
  void is_made(LeasedSubscription& lease) {
    creates("w");
    REQUIRE(make(lease).has_value());
  }

  PropexoApi propexo = PropexoApi(requester({.attempts = 1}));
  LeaseTerms terms{"wait", {TriggerKind::first_sync_complete}, {IntegrationId("a")}, 6h};
  LastWords last_words;
  std::vector<std::string> news;
  std::stop_source give_up;
};

} // namespace

TEST_CASE("LeasedSubscription::sweep removes what has expired and nothing else") {
  Fixture fixture;
  LeasedSubscription lease = fixture.lease();
  SUBCASE("of earlier runs") {
    Json foreign = webhook("foreign", "", "");
    foreign["headers"] = Json::array();
    fixture.lists({webhook("old", "wait-0", "2026-11-23T07:59:59Z"), foreign,
                   webhook("running", "wait-2", "2026-11-23T09:00:00Z"),
                   webhook("unreadable", "wait-3", "yesterday"),
                   webhook("listener", "listen-0", "2026-11-22T00:00:00Z")});
    fixture.removes("old");
    fixture.removes("listener");
    lease.sweep({});
    CHECK(fixture.news.size() == 2);
    CHECK(fixture.news.front().find("removed the subscription old") == 0);
  }
  SUBCASE("and says what it could not remove") {
    fixture.lists({webhook("old", "wait-0", "2026-11-23T07:59:59Z")});
    fixture.removes("old", 503);
    lease.sweep({});
    REQUIRE(fixture.news.size() == 1);
    CHECK(fixture.news.front().find("503") != std::string::npos);
  }
  SUBCASE("and goes on where the account cannot be read") {
    fixture.transport.expect("GET " + webhooks + "?active=true&limit=250&offset=0",
                             json_reply("{}", 503));
    lease.sweep({});
  }
  CHECK_FALSE(lease.may_exist());
}

TEST_CASE("LeasedSubscription::make") {
  Fixture fixture;
  SUBCASE("asks for what the terms say") {
    LeasedSubscription lease = fixture.lease();
    fixture.is_made(lease);
    CHECK(Json::parse(fixture.transport.sent().back().body) ==
          Json::parse(R"({"url":"https://a.example/hook","triggers":["FIRST_SYNC_COMPLETE"],
            "headers":[{"header":"x-syncbell-integrations","value":"a"},
                       {"header":"x-syncbell-expires","value":"2026-11-23T14:00:00.000Z"},
                       {"header":"x-syncbell-run","value":"wait-1"}],
            "secret":"s","active":true})"));
    CHECK(lease.id() == "w");
    CHECK(lease.expires() == *parse_timestamp("2026-11-23T14:00:00Z"));
    CHECK(lease.removing_command() == "syncbell unsubscribe w --yes --environment sandbox");
    CHECK(fixture.last_words.line() ==
          "syncbell: the subscription w is left behind; remove it with: " +
              lease.removing_command());
  }
  SUBCASE("does not name more integrations than fit into a header") {
    fixture.terms.integrations = std::vector<IntegrationId>(101, IntegrationId("a"));
    LeasedSubscription lease = fixture.lease();
    fixture.is_made(lease);
    CHECK(fixture.transport.sent().back().body.find("x-syncbell-integrations") ==
          std::string::npos);
  }
  SUBCASE("goes on until the API is back and makes one only") {
    LeasedSubscription lease = fixture.lease();
    int posts = 0;
    fixture.transport.keep_answering(post, [&posts] {
      ++posts;
      return Error{ErrorKind::network, "no answer"};
    });
    const std::string found = Json{{"results", {webhook("w", "wait-1", "")}}}.dump();
    fixture.transport.keep_answering(
        "GET " + webhooks + "?active=true&limit=250&offset=0", [&posts, found] {
          return json_reply(posts < 6 ? R"({"results":[]})" : found); // the sixth was carried out
        });
    fixture.transport.keep_answering("GET " + webhooks + "?active=false&limit=250&offset=0",
                                     [] { return json_reply(R"({"results":[]})"); });
    CHECK(fixture.make(lease)->id == SubscriptionId("w"));
    CHECK(fixture.news.size() == 1);
    CHECK(fixture.news.front().find("trying again") != std::string::npos);
  }
  SUBCASE("tries no more often than its terms say") {
    fixture.terms.most_tries = 1;
    LeasedSubscription lease = fixture.lease();
    fixture.transport.keep_answering(post, [] { return json_reply("{}", 503); });
    for (const std::string active : {"true", "false"}) {
      fixture.transport.keep_answering("GET " + webhooks + "?active=" + active +
                                           "&limit=250&offset=0",
                                       [] { return json_reply(R"({"results":[]})"); });
    }
    CHECK(fixture.make(lease).error().kind == ErrorKind::unavailable);
    CHECK(lease.is_in_doubt());
    CHECK(fixture.news.empty());
  }
  SUBCASE("fails where it is refused and leaves nothing") {
    LeasedSubscription lease = fixture.lease();
    fixture.transport.expect(post, json_reply("{}", 400));
    CHECK(fixture.make(lease).error().http_status == 400);
    CHECK_FALSE(lease.may_exist());
    CHECK(fixture.last_words.line().empty());
  }
  SUBCASE("is in doubt where nobody can look what a garbled reply meant") {
    LeasedSubscription lease = fixture.lease();
    fixture.transport.expect(post, json_reply("{}"));
    fixture.transport.expect("GET " + webhooks + "?active=true&limit=250&offset=0",
                             json_reply("{}", 403));
    CHECK(fixture.make(lease).error().kind == ErrorKind::auth);
    CHECK(lease.is_in_doubt());
  }
  SUBCASE("can be given up and is in doubt then") {
    LeasedSubscription lease = fixture.lease();
    fixture.transport.expect(post, Error{ErrorKind::cancelled, "cancelled"});
    CHECK(fixture.make(lease).error().kind == ErrorKind::cancelled);
    CHECK(lease.is_in_doubt());
    CHECK(lease.removing_command() == "syncbell unsubscribe --expired --yes --environment sandbox");
    CHECK(fixture.last_words.line().find("may be left behind") != std::string::npos);
  }
  SUBCASE("is not begun once it was given up") {
    LeasedSubscription lease = fixture.lease();
    fixture.give_up.request_stop();
    CHECK(fixture.make(lease).error().kind == ErrorKind::cancelled);
    CHECK_FALSE(lease.may_exist());
  }
}

TEST_CASE("LeasedSubscription::check") {
  Fixture fixture;
  const std::string expires = "2026-11-23T14:00:00.000Z";
  SUBCASE("finds what has become of it") {
    LeasedSubscription lease = fixture.lease();
    fixture.is_made(lease);
    fixture.reads(webhook("w", "wait-1", expires));
    CHECK(lease.check({}) == LeaseState::in_order);
    fixture.reads(webhook("w", "wait-1", expires, false));
    CHECK(lease.check({}) == LeaseState::switched_off);
    Json elsewhere = webhook("w", "wait-1", expires);
    elsewhere["url"] = "https://b.example/";
    fixture.reads(elsewhere);
    CHECK(lease.check({}) == LeaseState::led_elsewhere);
    fixture.reads(nullptr);
    CHECK(lease.check({}) == LeaseState::removed);
    fixture.transport.expect("GET " + webhooks + "w", json_reply("{}", 503));
    CHECK(lease.check({}) == LeaseState::unknown);
  }
  SUBCASE("renews the lease at its half where it may") {
    fixture.terms.is_renewed = true;
    LeasedSubscription lease = fixture.lease();
    fixture.is_made(lease);
    fixture.clock.move(3h);
    fixture.reads(webhook("w", "wait-1", expires));
    CHECK(lease.check({}) == LeaseState::in_order);
    fixture.clock.move(1s);
    fixture.reads(webhook("w", "wait-1", expires));
    fixture.transport.expect("PUT " + webhooks + "w",
                             json_reply(Json{{"result", webhook("w", "wait-1", "")}}.dump()));
    CHECK(lease.check({}) == LeaseState::in_order);
    CHECK(lease.expires() == *parse_timestamp("2026-11-23T17:00:01Z"));
    CHECK(fixture.transport.sent().back().body.find("2026-11-23T17:00:01.000Z") !=
          std::string::npos);
  }
  SUBCASE("does not renew what has an end") {
    LeasedSubscription lease = fixture.lease();
    fixture.is_made(lease);
    fixture.clock.move(5h);
    fixture.reads(webhook("w", "wait-1", expires));
    CHECK(lease.check({}) == LeaseState::in_order);
  }
}

TEST_CASE("LeasedSubscription::remove") {
  Fixture fixture;
  LeasedSubscription lease = fixture.lease();
  SUBCASE("takes it away") {
    fixture.is_made(lease);
    fixture.removes("w");
    CHECK_FALSE(lease.remove({}));
  }
  SUBCASE("has nothing to say where somebody else has done so") {
    fixture.is_made(lease);
    fixture.removes("w", 404);
    CHECK_FALSE(lease.remove({}));
  }
  SUBCASE("takes away a double that could not be deleted before") {
    fixture.transport.expect(post, json_reply("{}", 503));
    fixture.lists({});
    fixture.creates("w");
    fixture.lists({webhook("w", "wait-1", ""), webhook("younger", "wait-1", "")});
    fixture.removes("younger", 503);
    CHECK(fixture.make(lease).has_value());
    fixture.lists({webhook("w", "wait-1", ""), webhook("younger", "wait-1", "")});
    fixture.removes("w");
    fixture.removes("younger");
    CHECK_FALSE(lease.remove({}));
  }
  SUBCASE("tries again while the API is out of reach") {
    fixture.is_made(lease);
    for (int i = 0; i < 3; ++i)
      fixture.removes("w", 503);
    fixture.removes("w");
    CHECK_FALSE(lease.remove({}));
  }
  SUBCASE("takes away all of its run where nobody knows what was made") {
    fixture.transport.expect(post, Error{ErrorKind::cancelled, "cancelled"});
    CHECK_FALSE(fixture.make(lease).has_value());
    fixture.lists({webhook("one", "wait-1", ""), webhook("two", "wait-2", ""),
                   webhook("three", "wait-1", "")});
    fixture.removes("one");
    fixture.removes("three", 503);
    fixture.lists({webhook("two", "wait-2", ""), webhook("three", "wait-1", "")});
    fixture.removes("three");
    CHECK_FALSE(lease.remove({}));
  }
  SUBCASE("looks again for one whose creation was cut short") {
    fixture.transport.expect(post, Error{ErrorKind::cancelled, "cancelled"});
    CHECK_FALSE(fixture.make(lease).has_value());
    fixture.lists({});
    fixture.lists({webhook("late", "wait-1", "")});
    fixture.removes("late");
    CHECK_FALSE(lease.remove({}));
  }
  CHECK_FALSE(lease.may_exist());
  CHECK(fixture.last_words.line().empty());
}

TEST_CASE("LeasedSubscription::remove does not call absent what may still be created") {
  Fixture fixture;
  LeasedSubscription lease = fixture.lease();
  fixture.transport.expect(post, Error{ErrorKind::cancelled, "cancelled"});
  CHECK_FALSE(fixture.make(lease).has_value());
  std::stop_source stop;
  fixture.lists({});
  fixture.clock.during_pause = [&stop] { stop.request_stop(); };
  const std::optional<Error> reason = lease.remove(stop.get_token());
  REQUIRE(reason);
  CHECK(reason->message.find("may still be carried out") != std::string::npos);
  CHECK(lease.may_exist());
  CHECK(lease.removing_command() == "syncbell unsubscribe --expired --yes --environment sandbox");
}

TEST_CASE("LeasedSubscription::remove says why it is left behind") {
  Fixture fixture;
  LeasedSubscription lease = fixture.lease();
  fixture.is_made(lease);
  std::optional<Error> reason;
  SUBCASE("when it is refused") {
    fixture.removes("w", 403);
    reason = lease.remove({});
    CHECK(reason->kind == ErrorKind::auth);
  }
  SUBCASE("when there is no more time") {
    std::stop_source stop;
    fixture.removes("w", 503);
    fixture.clock.during_pause = [&stop] { stop.request_stop(); };
    reason = lease.remove(stop.get_token());
    CHECK(reason->message.find("503") != std::string::npos);
  }
  CHECK(lease.may_exist());
  CHECK(fixture.last_words.line().find("syncbell unsubscribe w --yes") != std::string::npos);
}
