#include "core/signature.hpp"
#include "mock/dispatch.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

namespace {

const WallTime start = *parse_timestamp("2026-11-23T12:00:00Z");

// An agenda, a webhook for SYNC_COMPLETE and a dispatch between them.
class Post {
public:
  Post() { create("http://r/1"); }

  Webhook& create(const std::string& url) {
    WebhookInput input;
    input.url = url;
    input.triggers = {"SYNC_COMPLETE"};
    input.active = true;
    input.secret = Secret("0123456789");
    return webhooks.create(input, start);
  }
  void announce(const EventFaults& faults = {}, TriggerKind kind = TriggerKind::sync_complete) {
    dispatch.announce({kind, "a", "{}"}, faults, start);
  }
  std::vector<Delivery> at(Duration after) {
    agenda.run_until(start + after);
    return dispatch.take_due();
  }

  Agenda agenda;
  WebhookRegistry webhooks;
  Dispatch dispatch{agenda, webhooks, {15min, 10}};
};

std::string signature_of(const Delivery& delivery) {
  return std::string(find_header(delivery.headers, "propexo-signature").value_or("none"));
}

} // namespace

TEST_CASE("Dispatch: sends to active webhooks that have the trigger") {
  Post post;
  Webhook& other = post.create("http://r/2");
  SUBCASE("all of them") {
    post.announce();
    const auto sent = post.at(0s);
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].url == "http://r/1");
    CHECK(sent[1].url == "http://r/2");
    CHECK(sent[0].body == "{}");
    CHECK(sent[0].attempt == 1);
    CHECK(sent[0].integration_id == "a");
  }
  SUBCASE("not to an inactive one") {
    other.active = false;
    post.announce();
    CHECK(post.at(0s).size() == 1);
  }
  SUBCASE("not what nobody asked for") {
    post.announce({}, TriggerKind::job_failure);
    CHECK(post.at(1h).empty());
  }
}

TEST_CASE("Dispatch: headers") {
  Post post;
  WebhookInput own;
  own.headers = HeaderFields{{"x-own", "1"}};
  post.webhooks.update(post.webhooks.all().front().id, own, start);
  post.announce();
  const Delivery sent = post.at(0s).at(0);
  CHECK(find_header(sent.headers, "x-own") == "1");
  CHECK(find_header(sent.headers, "Content-Type") == "application/json");
  CHECK(signature_matches(sent.body, signature_of(sent), {Secret("0123456789")}));
}

TEST_CASE("Dispatch: faults of events") {
  Post post;
  SUBCASE("dropped") {
    post.announce({.dropped = true});
    CHECK(post.at(24h).empty());
  }
  SUBCASE("duplicate") {
    post.announce({.duplicate = true});
    const auto sent = post.at(0s);
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].body == sent[1].body);
    CHECK(sent[0].id != sent[1].id);
  }
  SUBCASE("late") {
    post.announce({.late = 3s});
    CHECK(post.at(2999ms).empty());
    CHECK(post.at(3s).size() == 1);
  }
  SUBCASE("unsigned") {
    post.announce({.without_signature = true});
    CHECK(signature_of(post.at(0s).at(0)) == "none");
  }
  SUBCASE("wrongly signed") {
    post.announce({.wrongly_signed = true});
    const Delivery sent = post.at(0s).at(0);
    CHECK(signature_of(sent).size() == 64);
    CHECK_FALSE(signature_matches(sent.body, signature_of(sent), {Secret("0123456789")}));
  }
  SUBCASE("only those of one kind") {
    post.announce({.dropped = true, .only = {TriggerKind::job_failure}});
    CHECK(post.at(0s).size() == 1);
    post.announce({.dropped = true, .only = {TriggerKind::sync_complete}});
    CHECK(post.at(0s).empty());
  }
}

TEST_CASE("Dispatch: retries") {
  Post post;
  post.announce();
  const auto fail = [&](Duration at) {
    const auto sent = post.at(at);
    REQUIRE(sent.size() == 1);
    post.dispatch.report(sent[0].id, false, start + at);
    return sent[0].attempt;
  };
  SUBCASE("none once accepted") {
    post.dispatch.report(post.at(0s).at(0).id, true, start);
    CHECK(post.at(24h).empty());
  }
  SUBCASE("after a quarter of an hour") {
    CHECK(fail(0s) == 1);
    CHECK(post.at(14min + 59s).empty());
    const auto again = post.at(15min);
    REQUIRE(again.size() == 1);
    CHECK(again[0].attempt == 2);
    CHECK(again[0].body == "{}");
    post.dispatch.report(again[0].id, true, start + 15min);
    CHECK(post.at(24h).empty());
  }
  SUBCASE("ten at most") {
    for (int attempt = 1; attempt <= 11; ++attempt) {
      CHECK(fail((attempt - 1) * 15min) == attempt);
    }
    CHECK(post.at(240h).empty());
  }
  SUBCASE("none to a webhook that is gone") {
    fail(0s);
    post.webhooks.remove(post.webhooks.all().front().id);
    CHECK(post.at(24h).empty());
  }
  SUBCASE("none to a webhook that was switched off") {
    fail(0s);
    WebhookInput off;
    off.active = false;
    post.webhooks.update(post.webhooks.all().front().id, off, start);
    CHECK(post.at(24h).empty());
  }
  SUBCASE("a report on something unknown does nothing") {
    post.dispatch.report(99, false, start);
    CHECK(post.at(24h).size() == 1);
  }
}
