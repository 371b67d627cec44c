#include "commands/api_session.hpp"
#include "commands/public_line.hpp"
#include "platform/inbox.hpp"
#include "support/fake_clock.hpp"
#include "support/gate.hpp"
#include "support/lease_exchange.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

LeaseTerms terms() { return {"wait", {TriggerKind::first_sync_complete}, {}, 6h}; }

// A line whose listener is the machine's last handler.
struct Fixture {
  Fixture() {
    plan.public_url = LeaseExchange::public_url;
    plan.lease = terms();
    api = *open_api_session({}, Secret("t"), RetryPolicy{.attempts = 1}, environment, console);
  }

  void start() {
    line.emplace(plan,
                 EndpointEvents{[this](const VerifiedDelivery&, const Event&) {
                                  ++deliveries;
                                  return ServerReply{200};
                                },
                                [](const RawRequest&, const Rejection&) {}},
                 LineTools{environment, api.api.get(), &api_thread, last_words,
                           [this](LineEvent event) { events.post(std::move(event)); }});
    machine.handlers.push_back(line->handler());
    line->start({"0.0.0.0", 0}, 4242);
  }
  template <class Event>
  Event next() {
    const std::optional<LineEvent> event = events.take_until(Instant::max());
    REQUIRE(event.has_value());
    REQUIRE(std::holds_alternative<Event>(*event));
    return std::get<Event>(*event);
  }
  void is_ready() {
    exchange.line_is_made();
    start();
    next<LineReady>();
  }
  // The state that the next look at the subscription finds; then it is looked at.
  void is_found(const std::string& webhook) {
    machine.transport.expect("GET " + LeaseExchange::webhooks + "w",
                             json_reply(R"({"results":)" + webhook + "}"));
    REQUIRE(api_thread.wait_until_idle(Instant::max())); // with the look before
    now += 1min;
    line->look_after(now);
  }
  static std::string webhook(const std::string& active) {
    return R"({"id":"w","url":"https://public.example/hook","active":)" + active + "}";
  }

  TestEnvironment machine;
  Environment environment = machine.environment();
  LeaseExchange exchange{machine};
  LinePlan plan;
  Console console{machine.io, {}, {}};
  ApiSession api;
  LastWords last_words;
  Inbox<LineEvent> events{64};
  std::atomic<int> deliveries = 0;
  TaskThread api_thread;
  std::optional<PublicLine> line;
  Instant now = Instant{} + 1h;
};

} // namespace

TEST_CASE("PublicLine becomes ready and is closed") {
  Fixture fixture;
  fixture.exchange.line_is_made();
  fixture.start();
  const LineReady ready = fixture.next<LineReady>();
  CHECK(ready.access.url == LeaseExchange::public_url);
  CHECK(ready.access.subscription == "w");
  CHECK(ready.access.expires.has_value());
  CHECK(fixture.exchange.deliver(sync_body("a")) == 200);
  CHECK(fixture.deliveries == 1);
  fixture.exchange.subscription_is_removed();
  const LineEnd end = fixture.line->close(false);
  CHECK(end.was.empty());
  CHECK(end.left_behind.empty());
  CHECK(fixture.line->look_after(fixture.now) == Instant::max());
}

TEST_CASE("PublicLine takes what its user has secrets for as well") {
  Fixture fixture;
  fixture.plan.endpoint.secrets = {webhook_secret};
  fixture.is_ready();
  CHECK(fixture.machine.handlers.back()(signed_request("{}", "/local")).status == 200);
  CHECK(fixture.exchange.deliver("{}") == 200);
  fixture.exchange.subscription_is_removed();
}

TEST_CASE("PublicLine takes the secret that the API has set instead of ours") {
  Fixture fixture;
  fixture.exchange.address_is_proved();
  fixture.exchange.account_is_swept();
  fixture.machine.transport.expect(
      "POST " + LeaseExchange::webhooks,
      json_reply(R"({"result":{"id":"w","url":"u","secret":"another"}})"));
  fixture.start();
  fixture.next<LineReady>();
  CHECK(fixture.machine.handlers.back()(signed_request("{}", "/local", Secret("another"))).status ==
        200);
  fixture.exchange.subscription_is_removed();
}

TEST_CASE("PublicLine registers nothing where that is not wanted") {
  Fixture fixture;
  fixture.plan.lease = std::nullopt;
  fixture.plan.endpoint.secrets = {webhook_secret};
  fixture.exchange.address_is_proved();
  fixture.start();
  CHECK(fixture.next<LineReady>().access.subscription.empty());
  CHECK(fixture.machine.handlers.back()(signed_request("{}", "/local")).status == 200);
  CHECK(fixture.machine.handlers.back()(signed_request("{}", "/")).status == 404);
  CHECK(fixture.line->look_after(fixture.now) == Instant::max());
}

TEST_CASE("PublicLine fills the port in") {
  Fixture fixture;
  fixture.plan.lease = std::nullopt;
  fixture.plan.public_url = "http://localhost:{port}/x";
  fixture.exchange.address_is_proved("http://localhost:4242/x");
  fixture.start();
  CHECK(fixture.next<LineReady>().access.url == "http://localhost:4242/x");
}

TEST_CASE("PublicLine looks after its subscription") {
  Fixture fixture;
  fixture.is_ready();
  CHECK(fixture.line->look_after(fixture.now) == fixture.now + 1min);
  CHECK(fixture.line->look_after(fixture.now + 59s) == fixture.now + 1min);
  SUBCASE("and says when it was switched off and on") {
    fixture.is_found(Fixture::webhook("true"));
    fixture.is_found(Fixture::webhook("false"));
    const LineLost lost = fixture.next<LineLost>();
    CHECK(lost.reason.message == "our subscription w was switched off by somebody");
    CHECK_FALSE(lost.for_good);
    fixture.is_found(Fixture::webhook("false"));
    fixture.is_found(Fixture::webhook("true"));
    CHECK(fixture.next<LineNews>().what == "our subscription w is active again");
    fixture.exchange.subscription_is_removed();
  }
  SUBCASE("and does not ask again while it waits for an answer") {
    Gate asked;
    Gate answered;
    fixture.machine.transport.expect("GET " + LeaseExchange::webhooks + "w", [&asked, &answered] {
      asked.open();
      answered.wait();
      return json_reply(R"({"results":)" + Fixture::webhook("true") + "}");
    });
    for (int minute = 1; minute < 9; ++minute) {
      const Instant then = fixture.now + std::chrono::minutes{minute};
      CHECK(fixture.line->look_after(then) == then + 1min);
    }
    asked.wait();
    answered.open();
    fixture.exchange.subscription_is_removed();
  }
  SUBCASE("and says when it was removed and asks no more") {
    fixture.is_found("null");
    const LineLost lost = fixture.next<LineLost>();
    CHECK(lost.reason.message == "our subscription w was removed by somebody");
    CHECK(lost.for_good);
    CHECK(fixture.line->look_after(fixture.now + 1h) == Instant::max());
    fixture.exchange.subscription_is_removed(404);
    CHECK(fixture.line->close(false).left_behind.empty());
  }
}

TEST_CASE("PublicLine says how its subscription was") {
  Fixture fixture;
  fixture.is_ready();
  const auto was = [&fixture](const std::string& webhook) {
    fixture.machine.transport.expect("GET " + LeaseExchange::webhooks + "w",
                                     json_reply(R"({"results":)" + webhook + "}"));
    fixture.exchange.subscription_is_removed(webhook == "null" ? 404 : 200);
    return fixture.line->close(true).was;
  };
  SUBCASE("active") { CHECK(was(Fixture::webhook("true")) == "our subscription w was active"); }
  SUBCASE("switched off") {
    CHECK(was(Fixture::webhook("false")) == "our subscription w was switched off by somebody");
  }
  SUBCASE("gone") { CHECK(was("null") == "our subscription w was removed by somebody"); }
}

TEST_CASE("PublicLine sees a creation through before it takes the subscription away") {
  Fixture fixture;
  Gate asked;
  Gate answer;
  fixture.exchange.address_is_proved();
  fixture.exchange.account_is_swept();
  fixture.machine.transport.expect("POST " + LeaseExchange::webhooks, [&] {
    asked.open();
    answer.wait();
    return json_reply(R"({"result":{"id":"w","url":"u"}})");
  });
  fixture.start();
  asked.wait();
  fixture.exchange.subscription_is_removed();
  std::jthread opener([&answer] { answer.open(); });
  CHECK_FALSE(fixture.line->close(false).error);
}

TEST_CASE("PublicLine says what it had to leave behind") {
  Fixture fixture;
  fixture.is_ready();
  fixture.exchange.subscription_is_removed(403);
  const LineEnd end = fixture.line->close(false);
  REQUIRE(end.error);
  CHECK(end.left_behind == "syncbell unsubscribe w --yes");
  CHECK(left_behind_text(end).find("403") != std::string::npos);
  CHECK(left_behind_text(end).find("remove it with: syncbell unsubscribe w --yes") !=
        std::string::npos);
}

TEST_CASE("PublicLine gives what a tunnel wrote that showed no address") {
  Fixture fixture;
  FakeClock clock; // on which half a minute is over at once
  fixture.machine.clock_instead = &clock;
  Environment hasty = fixture.machine.environment();
  fixture.machine.keep_children = true;
  fixture.machine.on_child_started = [&] {
    fixture.machine.commands.back().on_output("see http://a.example\nlog in first\n");
  };
  LinePlan plan;
  plan.tunnel = {"tun"};
  PublicLine line(plan, {nullptr, nullptr},
                  {hasty, nullptr, nullptr, fixture.last_words,
                   [&](LineEvent event) { fixture.events.post(std::move(event)); }});
  line.start({"127.0.0.1", 0}, 4242);
  const Error error = fixture.next<LineFailed>().error;
  CHECK(error.message == "no public address showed within 30s; the tunnel's last words: see "
                         "http://a.example / log in first");
  CHECK(error.hint.find("https://") != std::string::npos);
}

TEST_CASE("PublicLine is reached through a tunnel") {
  Fixture fixture;
  fixture.machine.keep_children = true;
  fixture.plan.public_url = "";
  fixture.plan.tunnel = {"tun", "{url}", "{port}"};
  std::string shown = "https://public.example/hook\n";
  fixture.machine.on_child_started = [&] { fixture.machine.commands.back().on_output(shown); };
  const auto tunnel_ends = [&fixture] { fixture.machine.child_ends.front()({}); };
  SUBCASE("and tells when that is lost") {
    fixture.is_ready();
    tunnel_ends();
    CHECK(fixture.next<LineLost>().reason.message.find("the tunnel (tun) ended") == 0);
    fixture.exchange.subscription_is_removed();
  }
  SUBCASE("and is not ready when it has ended meanwhile") {
    fixture.exchange.address_is_proved();
    fixture.exchange.account_is_swept();
    fixture.machine.transport.expect("POST " + LeaseExchange::webhooks, [&] {
      tunnel_ends();
      return json_reply(R"({"result":{"id":"w","url":"u"}})");
    });
    fixture.start();
    CHECK(fixture.next<LineFailed>().error.kind == ErrorKind::network);
    fixture.exchange.subscription_is_removed();
  }
  SUBCASE("to the path of the listener") {
    shown = "https://public.example\n";
    fixture.plan.endpoint.path = "/hook";
    fixture.is_ready();
    fixture.exchange.subscription_is_removed();
  }
  SUBCASE("or fails when that cannot be started") {
    fixture.machine.keep_children = false;
    fixture.machine.on_child_started = nullptr;
    fixture.machine.child = [] {
      ChildEnd end;
      end.why_not_started = "tun: No such file or directory";
      return end;
    };
    fixture.start();
    CHECK(fixture.next<LineFailed>().error.message.find("tun: No such file") != std::string::npos);
  }
  CHECK(fixture.machine.commands.front().arguments ==
        std::vector<std::string>{"tun", "http://127.0.0.1:4242", "4242"});
  fixture.line.reset(); // ends the tunnel while its callbacks are there
}
