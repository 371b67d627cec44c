#include "commands/wait/entrance.hpp"
#include "support/lease_exchange.hpp"
#include "support/wait_fixture.hpp"

#include <csignal>
#include <stdexcept>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

// A wait for "a" that makes a subscription of its own.
struct Fixture : WaitFixture {
  Fixture() {
    options.reach.url = LeaseExchange::public_url;
    options.poll_interval = 1h;
    machine.on_watch = [this](std::function<void(int)> on_signal) {
      send_signal = std::move(on_signal);
    };
  }
  // The next look finds it complete, or does the other thing first.
  void next_look(const std::string& fields, std::function<void()> first = nullptr) {
    machine.transport.expect(look_at("a"), [reply = state("a", fields), first] {
      if (first) first();
      return reply;
    });
  }
  bool said(const std::string& text) const {
    return machine.io.err().find(text) != std::string::npos;
  }

  LeaseExchange exchange{machine};
  std::function<void(int)> send_signal;
};

const std::string complete = complete_at("2026-11-23T08:00:00Z");

} // namespace

TEST_CASE("WaitEntrance makes a subscription and takes it away") {
  Fixture fixture;
  fixture.reads("a", never_complete);
  fixture.exchange.line_is_made();
  SUBCASE("when a webhook has ended the wait") {
    fixture.next_look(never_complete, [&] {
      CHECK(fixture.exchange.deliver(sync_body("b")) == 200);
      CHECK(fixture.exchange.deliver(sync_body("a")) == 200);
    });
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["source"] == "webhook");
  }
  SUBCASE("when the state has changed before it was made") {
    fixture.next_look(complete);
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["source"] == "state");
  }
  SUBCASE("when the event does not say its name") {
    fixture.next_look(never_complete, [&] {
      CHECK(fixture.exchange.deliver(R"({"integration_id":"a","is_sync_finished":true})") == 200);
    });
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.only_result()["event"] == "FIRST_SYNC_COMPLETE");
  }
  SUBCASE("at a signal and says how it was") {
    fixture.next_look(never_complete, [&] { fixture.send_signal(SIGTERM); });
    fixture.machine.transport.expect(
        "GET " + LeaseExchange::webhooks + "w",
        json_reply(R"({"results":{"id":"w","url":"https://public.example/hook","active":true}})"));
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::terminated);
    CHECK(fixture.said("our subscription w was active"));
    CHECK(fixture.said("--public-url https://public.example/hook"));
  }
  CHECK(fixture.exchange.created["url"] == LeaseExchange::public_url);
  CHECK(fixture.exchange.created["triggers"] == nlohmann::json::array({"FIRST_SYNC_COMPLETE"}));
  CHECK(fixture.exchange.created["secret"].get<std::string>().size() == 64);
  CHECK(fixture.machine.drained == 1);
  CHECK(fixture.only_result()["left_behind"] == nullptr);
  CHECK(fixture.documents().front() ==
        Json{{"type", "ready"},
             {"url", "http://127.0.0.1:4242/"},
             {"public_url", LeaseExchange::public_url},
             {"subscription_id", "w"},
             {"expires_at", fixture.documents().front()["expires_at"]}});
}

TEST_CASE("WaitEntrance registers nothing") {
  Fixture fixture;
  SUBCASE("where the first look has the answer") {
    fixture.reads("a", complete);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.handlers.empty());
  }
  SUBCASE("where the address arrives at another path than is asked for") {
    fixture.options.receiver.path_given = true;
    fixture.reads("a", never_complete);
    fixture.exchange.address_is_proved();
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.said("arrives here at /local"));
  }
  SUBCASE("when a signal comes first") {
    fixture.reads("a", never_complete);
    fixture.machine.transport.expect("POST " + LeaseExchange::public_url, [&] {
      fixture.send_signal(SIGINT);
      return json_reply("", 404);
    });
    fixture.machine.transport.keep_answering("POST " + LeaseExchange::public_url,
                                             [] { return json_reply("", 404); });
    CHECK(fixture.run() == ExitStatus::interrupted);
  }
  SUBCASE("where Propexo refuses it") {
    fixture.reads("a", never_complete);
    fixture.exchange.address_is_proved();
    fixture.exchange.account_is_swept();
    fixture.machine.transport.expect("POST " + LeaseExchange::webhooks, json_reply("{}", 403));
    CHECK(fixture.run() == ExitStatus::auth);
    CHECK(fixture.only_result()["outcome"] == "error");
  }
}

TEST_CASE("WaitEntrance lets nothing in before its secret is known") {
  Fixture fixture;
  fixture.reads("a", never_complete);
  fixture.machine.on_open = [](ServerHandler& handler) {
    CHECK(handler(signed_request(sync_body("a"))).status == 503);
  };
  fixture.exchange.line_is_made();
  fixture.next_look(complete);
  fixture.exchange.subscription_is_removed();
  CHECK(fixture.run() == ExitStatus::done);
}

TEST_CASE("WaitEntrance takes the subscription away when COMMAND fails") {
  Fixture fixture;
  fixture.options.command = {"make"};
  fixture.machine.child = [] {
    ChildEnd end;
    end.status = 7;
    return end;
  };
  fixture.exchange.line_is_made();
  fixture.exchange.subscription_is_removed();
  CHECK(static_cast<int>(fixture.run()) == 7);
}

TEST_CASE("WaitEntrance runs no COMMAND before it can hear and is satisfied by nothing then") {
  Fixture fixture;
  fixture.options.command = {"make"};
  fixture.options.timeout = 20ms;
  fixture.machine.transport.keep_answering("POST " + LeaseExchange::public_url,
                                           [] { return json_reply("", 404); });
  fixture.machine.transport.keep_answering(Fixture::look_at("a"),
                                           [] { return Fixture::state("a", complete); });
  CHECK(fixture.run() == ExitStatus::timed_out);
  CHECK(fixture.machine.commands.empty());
  CHECK(fixture.only_result()["outcome"] == "timed_out");
  CHECK(fixture.only_result()["reason"].get<std::string>().find("COMMAND was not run") == 0);
}

TEST_CASE("WaitEntrance runs COMMAND though an event came while the subscription was made") {
  Fixture fixture;
  fixture.options.command = {"make"};
  fixture.machine.child = [] { return ChildEnd{}; };
  fixture.exchange.address_is_proved();
  fixture.exchange.account_is_swept();
  fixture.exchange.subscription_is_made(
      [&] { CHECK(fixture.exchange.deliver(sync_body("a")) == 200); });
  fixture.exchange.subscription_is_removed();
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.machine.commands.size() == 1);
  CHECK(fixture.only_result()["source"] == "webhook");
}

TEST_CASE("WaitEntrance ends with what ended the line while COMMAND ran") {
  Fixture fixture;
  fixture.options.reach = {"", "tun {port} {url}"};
  fixture.options.via = WaitVia::webhook;
  fixture.options.command = {"make"};
  fixture.machine.keep_children = true;
  fixture.machine.on_child_started = [&] {
    if (fixture.machine.commands.size() == 1)
      fixture.machine.commands.back().on_output("https://public.example/hook\n");
    else
      fixture.machine.child_ends.front()({}); // the tunnel's
  };
  fixture.exchange.line_is_made();
  fixture.exchange.subscription_is_removed();
  CHECK(fixture.run() == ExitStatus::unreachable);
  CHECK(fixture.said("the tunnel (tun) ended"));
}

TEST_CASE("WaitEntrance polls where no subscription can be made") {
  Fixture fixture;
  fixture.options.poll_interval = 2ms;
  fixture.reads("a", never_complete);
  fixture.exchange.address_is_proved();
  fixture.exchange.account_is_swept();
  const auto keeps = [&](const std::string& call, const HttpReply& reply) {
    fixture.machine.transport.keep_answering(call, [reply] { return reply; });
  };
  const std::string list = "GET " + LeaseExchange::webhooks + "?active=";
  keeps("POST " + LeaseExchange::webhooks, json_reply("{}", 503));
  keeps(list + "true&limit=250&offset=0", json_reply(R"({"results":[]})"));
  keeps(list + "false&limit=250&offset=0", json_reply(R"({"results":[]})"));
  keeps(Fixture::look_at("a"), Fixture::state("a", complete));
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.said("; polling every 2ms instead"));
  CHECK(fixture.only_result()["left_behind"] == nullptr);
}

TEST_CASE("WaitEntrance takes the subscription away when something is thrown") {
  Fixture fixture;
  fixture.reads("a", never_complete);
  fixture.exchange.line_is_made();
  fixture.exchange.subscription_is_removed();
  fixture.machine.io.before_write_out = [] { throw std::runtime_error("no more memory"); };
  CHECK_THROWS(fixture.run());
}

TEST_CASE("WaitEntrance says what it could not take away") {
  Fixture fixture;
  fixture.options.integrations.emplace_back("b");
  fixture.reads("a", complete);
  fixture.reads("b", never_complete);
  fixture.exchange.line_is_made();
  fixture.machine.transport.expect(fixture.look_at("b"), fixture.state("b", complete));
  fixture.exchange.subscription_is_removed(403);
  CHECK(fixture.run() == ExitStatus::done);
  const auto results = fixture.results();
  REQUIRE(results.size() == 2);
  CHECK(results[0]["left_behind"] == nullptr); // it was not known yet
  CHECK(results[1]["left_behind"] == "syncbell unsubscribe w --yes");
  CHECK(fixture.said("remove it with: syncbell unsubscribe w --yes"));
  CHECK(fixture.said("403"));
}

TEST_CASE("WaitEntrance has the last words of a second signal name the subscription") {
  Fixture fixture;
  fixture.reads("a", never_complete);
  fixture.exchange.line_is_made();
  fixture.next_look(complete, [&] { fixture.machine.last_words(); });
  fixture.exchange.subscription_is_removed();
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.said("w is left behind; remove it with: syncbell unsubscribe w --yes"));
}

TEST_CASE("WaitEntrance polls on when the tunnel has ended") {
  Fixture fixture;
  fixture.options.reach = {"", "tun {port} {url}"};
  fixture.machine.keep_children = true;
  fixture.machine.on_child_started = [&] {
    fixture.machine.commands.back().on_output("https://public.example/hook\n");
  };
  fixture.reads("a", never_complete);
  fixture.exchange.line_is_made();
  const auto tunnel_ends = [&] { fixture.machine.child_ends.front()({}); };
  SUBCASE("where it may poll") {
    fixture.options.poll_interval = 200ms; // longer than a slow machine takes to count the jobs
    fixture.next_look(never_complete, tunnel_ends);
    fixture.next_look(complete);
    fixture.reads_jobs("a", {"SUCCESS"});
    fixture.exchange.subscription_is_removed();
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.said("the tunnel (tun) ended with status 0"));
    CHECK(fixture.said("; polling every 200ms instead"));
  }
  CHECK(fixture.machine.commands.front().arguments ==
        std::vector<std::string>{"tun", "4242", "http://127.0.0.1:4242"});
}

TEST_CASE("WaitEntrance says what webhooks there are where it made none") {
  WaitFixture fixture;
  fixture.receive();
  fixture.options.timeout = 20ms;
  fixture.options.poll_interval = 1h;
  for (int i = 0; i < 3; ++i)
    fixture.reads("a", never_complete);
  LeaseExchange(fixture.machine).account_is_swept();
  CHECK(fixture.run() == ExitStatus::timed_out);
  CHECK(fixture.machine.io.err().find("no active webhook for FIRST_SYNC_COMPLETE") !=
        std::string::npos);
}
