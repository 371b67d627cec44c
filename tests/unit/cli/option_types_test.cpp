#include "cli/option_types.hpp"
#include "support/described_options.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

std::string parse_integration(std::vector<std::string> arguments, IntegrationId& taken) {
  const auto take = [&taken](IntegrationId id) { taken = std::move(id); };
  return parse([&](CLI::App& app) { add_integration(app, "ID", take, ""); }, std::move(arguments));
}

} // namespace

TEST_CASE("add_duration") {
  SUBCASE("keeps its default unless it is given") {
    Duration value = 5s;
    const auto describe = [&](CLI::App& app) { add_duration(app, "--time", value, ""); };
    CHECK(parse(describe, {}).empty());
    CHECK(value == 5s);
    CHECK(parse(describe, {"--time", "1m"}).empty());
    CHECK(value == 1min);
  }
  SUBCASE("tells nothing from zero") {
    std::optional<Duration> value;
    const auto describe = [&](CLI::App& app) { add_duration(app, "-t,--time", value, ""); };
    CHECK(parse(describe, {}).empty());
    CHECK_FALSE(value);
    CHECK(parse(describe, {"-t", "0"}).empty());
    CHECK(value == 0s);
  }
  SUBCASE("refuses under its long name and says what to write") {
    Duration value{};
    const auto describe = [&](CLI::App& app) { add_duration(app, "-t,--time", value, ""); };
    const std::string complaint = parse(describe, {"-t", "30"});
    CHECK(complaint.find("--time: ") == 0);
    CHECK(complaint.find("30s") != std::string::npos);
  }
}

TEST_CASE("add_listen_address keeps the host where only a port is given") {
  ListenAddress address{"0.0.0.0", 80};
  CHECK(parse([&](CLI::App& app) { add_listen_address(app, "--listen", address, ""); },
              {"--listen", "81"})
            .empty());
  CHECK(address.host == "0.0.0.0");
  CHECK(address.port == 81);
}

TEST_CASE("add_integrations takes one argument for a flag and all that follow for a position") {
  std::vector<IntegrationId> value;
  std::string other;
  const auto describe = [&](CLI::App& app) {
    add_integrations(app, "--integration", value, "");
    app.add_option("OTHER", other);
  };
  CHECK(parse(describe, {"--integration", "a,b", "x"}).empty());
  CHECK(value.size() == 2);
  CHECK(other == "x");
}

TEST_CASE("add_integration") {
  IntegrationId id;
  SUBCASE("takes one") {
    CHECK(parse_integration({"a"}, id).empty());
    CHECK(id.text() == "a");
  }
  SUBCASE("refuses what is not exactly one") {
    for (const char* text : {"", "a,b", "a b", "a\n", "\x7f"}) {
      CHECK_FALSE(parse_integration({text}, id).empty());
      CHECK(id.empty());
    }
  }
}

TEST_CASE("add_events says which events there are") {
  std::set<std::string> value;
  const std::string complaint = parse([&](CLI::App& app) { add_events(app, "--event", value, ""); },
                                      {"--event", "SOMETHING"});
  for (const TriggerKind kind : all_trigger_kinds) {
    CHECK(complaint.find(name_of(kind)) != std::string::npos);
  }
  CHECK(value.empty());
}

TEST_CASE("add_event") {
  std::optional<TriggerKind> event;
  const auto describe = [&](CLI::App& app) {
    add_event(
        app, "EVENT", [&](TriggerKind kind) { event = kind; }, "");
  };
  CHECK(parse(describe, {"DATA_NEW"}).empty());
  CHECK(event == TriggerKind::data_new);
  CHECK(parse(describe, {"data_new"}).find("did you mean 'DATA_NEW'?") != std::string::npos);
  CHECK(parse(describe, {"DATA_NEW,DATA_UPDATE"}).find("EVENT: unknown event") == 0);
}

TEST_CASE("add_target") {
  std::string value;
  const auto describe = [&](CLI::App& app) { add_target(app, "--to", value, ""); };
  SUBCASE("takes a URL as it is written") {
    for (const char* url :
         {"http://localhost:3000/hook?a=1", "https://example.com", "http://[::1]:8"}) {
      CHECK(parse(describe, {"--to", url}).empty());
      CHECK(value == url);
    }
  }
  SUBCASE("refuses what is none and a password in it without repeating that") {
    for (const char* url : {"", "localhost:3000", "ftp://x", "http://", "http://a b"}) {
      CHECK(parse(describe, {"--to", url}).find("--to: ") == 0);
    }
    const std::string complaint = parse(describe, {"--to", "https://me:s3cr3t@example.com/"});
    CHECK(complaint.find("--to: ") == 0);
    CHECK(complaint.find("s3cr3t") == std::string::npos);
    CHECK(value.empty());
  }
}

TEST_CASE("add_edits") {
  std::vector<PayloadEdit> edits;
  const auto describe = [&](CLI::App& app) { add_edits(app, edits); };
  SUBCASE("takes --set in order and then --set-string") {
    CHECK(parse(describe, {"--set-string", "c=1", "--set", "a.b=1", "--set=list=[1,2]"}).empty());
    REQUIRE(edits.size() == 3);
    CHECK(edits[0].path == std::vector<std::string>{"a", "b"});
    CHECK(edits[0].json_value == "1");
    CHECK(edits[1].json_value == "[1,2]");
    CHECK(edits[2].json_value == "\"1\"");
  }
  SUBCASE("refuses what is no edit under the flag's name") {
    CHECK(parse(describe, {"--set", "a"}).find("--set: ") == 0);
    CHECK(parse(describe, {"--set-string", "=a"}).find("--set-string: ") == 0);
  }
}

TEST_CASE("add_failure_allowance") {
  std::optional<FailureAllowance> value;
  const auto describe = [&](CLI::App& app) { add_failure_allowance(app, "--max", value, ""); };
  CHECK(parse(describe, {"--max", "5%"}).empty());
  CHECK(value->text() == "5%");
  CHECK(parse(describe, {"--max", "few"}).find("--max: ") == 0);
}

TEST_CASE("add_choice") {
  std::string chosen;
  const auto describe = [&](CLI::App& app) {
    add_choice(
        app, "--how", {"fast", "slow"}, [&](const std::string& text) { chosen = text; }, "");
  };
  CHECK(parse(describe, {"--how", "slow"}).empty());
  CHECK(chosen == "slow");
  const std::string complaint = parse(describe, {"--how", "SLOWW"});
  CHECK(complaint.find("fast, slow") != std::string::npos);
  CHECK(complaint.find("did you mean 'slow'?") != std::string::npos);
  CHECK_FALSE(parse(describe, {"--how", ""}).empty());
}

TEST_CASE("add_target") {
  std::string url;
  const auto describe = [&](CLI::App& app) { add_target(app, "--to", url, ""); };
  CHECK(parse(describe, {"--to", "http://localhost:3000/hook?a=1"}).empty());
  CHECK(url == "http://localhost:3000/hook?a=1");
  CHECK_FALSE(parse(describe, {"--to", "localhost:3000"}).empty());
  const std::string refused = parse(describe, {"--to", "http://me:s3cr3t@localhost/"});
  CHECK_FALSE(refused.empty());
  CHECK(refused.find("s3cr3t") == std::string::npos);
}

TEST_CASE("add_rate and add_statuses") {
  std::optional<double> rate;
  const auto describe_rate = [&](CLI::App& app) { add_rate(app, "--rate", rate, ""); };
  CHECK(parse(describe_rate, {"--rate", "0.5/s"}).empty());
  CHECK(rate == 0.5);
  CHECK(parse(describe_rate, {"--rate", "5"}).find("--rate: rate '5' has no unit") == 0);

  StatusExpectation statuses;
  const auto describe_statuses = [&](CLI::App& app) { add_statuses(app, "--ok", statuses, ""); };
  CHECK(parse(describe_statuses, {"--ok", "4xx,200"}).empty());
  CHECK(statuses.admits(404));
  CHECK(parse(describe_statuses, {"--ok", "4x"}).find("--ok: '4x'") == 0);
}

TEST_CASE("add_flag_with_value") {
  std::optional<std::string> given;
  std::vector<std::string> files;
  const auto describe = [&](CLI::App& app) {
    add_flag_with_value(
        app, "--shuffle",
        [&](const std::optional<std::string>& value) {
          given = value.value_or("nothing");
          return value == "bad" ? Result<void>(Error{ErrorKind::usage, "is bad", "do not"})
                                : Result<void>();
        },
        "");
    app.add_option("FILE", files);
  };
  CHECK(parse(describe, {"--shuffle"}).empty());
  CHECK(given == "nothing");
  CHECK(parse(describe, {"--shuffle=7"}).empty());
  CHECK(given == "7");
  CHECK(parse(describe, {"--shuffle", "7"}).empty());
  CHECK(given == "nothing");
  CHECK(files == std::vector<std::string>{"7"});
  CHECK(parse(describe, {"--shuffle=bad"}) == "--shuffle: is bad; do not");
}

TEST_CASE("add_webhooks") {
  std::vector<SubscriptionId> value;
  const auto describe = [&](CLI::App& app) { add_webhooks(app, "ID", value, ""); };
  CHECK(parse(describe, {"a,b", "c"}).empty());
  CHECK(value == std::vector{SubscriptionId("a"), SubscriptionId("b"), SubscriptionId("c")});
  CHECK_FALSE(parse(describe, {""}).empty());
  CHECK_FALSE(parse(describe, {"a b"}).empty());
}

TEST_CASE("add_webhook") {
  SubscriptionId value;
  const auto describe = [&](CLI::App& app) {
    add_webhook(
        app, "ID", [&value](SubscriptionId id) { value = std::move(id); }, "");
  };
  CHECK(parse(describe, {"a"}).empty());
  CHECK(value == SubscriptionId("a"));
  CHECK_FALSE(parse(describe, {"a,b"}).empty());
}

TEST_CASE("add_url") {
  std::string value;
  const auto describe = [&](CLI::App& app) { add_url(app, "--url", value, ""); };
  CHECK(parse(describe, {"--url", "HTTPS://h/p"}).empty());
  CHECK(value == "HTTPS://h/p");
  for (const char* text : {"", "h/p", "ftp://h/", "https://"}) {
    CAPTURE(text);
    CHECK_FALSE(parse(describe, {"--url", text}).empty());
  }
}

TEST_CASE("add_custom_headers") {
  HeaderFields value;
  const auto describe = [&](CLI::App& app) { add_custom_headers(app, "--header", value, ""); };
  CHECK(parse(describe, {"--header", "X-A: 1, 2", "--header", "X-B: 3"}).empty());
  CHECK(value == HeaderFields{{"X-A", "1, 2"}, {"X-B", "3"}});
  value.clear();
  CHECK(parse(describe, {"--header", "X-A: 1", "--header", "x-a: 2"}).find("twice") !=
        std::string::npos);
  CHECK(parse(describe, {"--header", "Host: h"}).find("--header") == 0);
}
