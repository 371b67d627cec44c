#include "support/parsing.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

using Arguments = std::vector<std::string>;

template <class Options>
Options parsed(const Arguments& arguments) {
  const Result<Invocation> invocation = parse_arguments(arguments);
  const std::string complaint = invocation ? "" : describe(invocation.error());
  CAPTURE(complaint);
  REQUIRE(invocation.has_value());
  return std::get<Options>(*invocation);
}

WaitOptions waiting(Arguments flags) {
  flags.insert(flags.begin(), {"wait", "a"});
  return parsed<WaitOptions>(flags);
}

ListenOptions listening(Arguments flags) {
  flags.insert(flags.begin(), "listen");
  return parsed<ListenOptions>(flags);
}

std::vector<IntegrationId> ids(const Arguments& texts) {
  std::vector<IntegrationId> all;
  for (const std::string& text : texts)
    all.emplace_back(text);
  return all;
}

} // namespace

TEST_CASE("parse_arguments of listen") {
  SUBCASE("has the documented defaults") {
    const ListenOptions options = listening({});
    CHECK(options.receiver.address.host == "127.0.0.1");
    CHECK(options.receiver.address.port == 4480);
    CHECK(options.receiver.path == "/");
    CHECK(options.receiver.max_body_bytes == 5 * 1024 * 1024);
    CHECK(options.receiver.port_file.empty());
    CHECK(options.count == 1);
    CHECK(options.respond == 200);
    CHECK_FALSE(options.timeout);
    CHECK_FALSE(options.follow);
    CHECK_FALSE(options.dedupe);
    CHECK_FALSE(options.allow_unsigned);
    CHECK(options.events.empty());
    CHECK(options.integrations.empty());
    CHECK(options.secrets.files.empty());
  }
  SUBCASE("saves and forwards nowhere unless it is told where to") {
    CHECK(listening({}).save.path.empty());
    CHECK(listening({}).forward.url.empty());
    CHECK(listening({}).forward.timeout == 30s);
    const ListenOptions options = listening(
        {"--save", "a", "--forward-to", "http://localhost:3000/", "--forward-timeout", "5s"});
    CHECK(options.save.path == "a");
    CHECK(options.forward.url == "http://localhost:3000/");
    CHECK(options.forward.timeout == 5s);
  }
  SUBCASE("reads an address") {
    const auto address = [](const std::string& text) {
      return listening({"--listen", text}).receiver.address;
    };
    CHECK(address("0").port == 0);
    CHECK(address("8080").host == "127.0.0.1");
    CHECK(address("0.0.0.0:65535").port == 65535);
    CHECK(address("0.0.0.0:1").host == "0.0.0.0");
    CHECK(address("[::1]:80").host == "::1");
    CHECK(address("localhost:80").host == "localhost");
  }
  SUBCASE("reads lists with commas and repeated") {
    CHECK(listening({"--event", "DATA_NEW,DATA_UPDATE", "--event", "JOB_FAILURE"}).events ==
          std::set<std::string>{"DATA_NEW", "DATA_UPDATE", "JOB_FAILURE"});
    CHECK(listening({"--integration", "a,b", "--integration=c"}).integrations ==
          ids({"a", "b", "c"}));
    CHECK(listening({"--secret-file", "old", "--secret-file", "new,er"}).secrets.files ==
          Arguments{"old", "new,er"});
  }
  SUBCASE("reads every event") {
    for (const TriggerKind kind : all_trigger_kinds) {
      CHECK(listening({"--event", name_of(kind)}).events.contains(name_of(kind)));
    }
  }
  SUBCASE("reads the rest") {
    const ListenOptions options =
        listening({"--path", "/hook", "--count", "3", "--timeout", "1m30s", "--respond", "503",
                   "--dedupe", "--allow-unsigned", "--port-file", "p", "--max-body", "10"});
    CHECK(options.receiver.path == "/hook");
    CHECK(options.count == 3);
    CHECK(options.timeout == 90s);
    CHECK(options.respond == 503);
    CHECK(options.dedupe);
    CHECK(options.allow_unsigned);
    CHECK(options.receiver.port_file == "p");
    CHECK(options.receiver.max_body_bytes == 10);
    CHECK(listening({"--follow"}).follow);
    const ListenOptions reached = listening(
        {"--tunnel", "t", "--subscribe", "--token-file", "f", "--environment", "sandbox"});
    CHECK(reached.reach.tunnel == "t");
    CHECK(reached.subscribe);
    CHECK(reached.api.token_file == "f");
    CHECK(reached.api.environment == "sandbox");
    CHECK(listening({"--timeout", "0"}).timeout == 0ms);
  }
}

TEST_CASE("parse_arguments of wait") {
  SUBCASE("has the documented defaults") {
    const WaitOptions options = waiting({});
    CHECK(options.integrations == ids({"a"}));
    CHECK(options.rules.event == TriggerKind::first_sync_complete);
    CHECK(options.rules.since.kind == Since::Kind::ever);
    CHECK_FALSE(options.since_given);
    CHECK(options.timeout == 6h);
    CHECK_FALSE(options.poll_interval);
    CHECK(options.via == WaitVia::automatic);
    CHECK(options.quorum == Quorum::all);
    CHECK_FALSE(options.rules.every_schedule);
    CHECK_FALSE(options.rules.fail_fast);
    CHECK_FALSE(options.rules.max_failed_jobs);
    CHECK_FALSE(options.rules.allow_unfinished);
    CHECK_FALSE(options.rules.wait_active);
    CHECK_FALSE(options.listen_given);
    CHECK_FALSE(options.existing_subscription);
    CHECK_FALSE(options.start_sync);
    CHECK(options.command.empty());
  }
  SUBCASE("reads integrations with commas and several") {
    CHECK(waiting({"b,c", "d"}).integrations == ids({"a", "b", "c", "d"}));
    CHECK(waiting({"--json", "b"}).integrations == ids({"a", "b"}));
    CHECK(waiting({"--event", "SYNC_COMPLETE", "b"}).integrations == ids({"a", "b"}));
  }
  SUBCASE("reads what is waited for") {
    CHECK(waiting({"--event", "SYNC_COMPLETE"}).rules.event == TriggerKind::sync_complete);
    CHECK(waiting({"--event", "FIRST_SYNC_COMPLETE"}).rules.event ==
          TriggerKind::first_sync_complete);
    CHECK(waiting({"--since", "now"}).rules.since.kind == Since::Kind::first_look);
    const WaitOptions since = waiting({"--since", "2026-11-23T09:00:00+01:00"});
    CHECK(since.since_given);
    CHECK(since.rules.since.kind == Since::Kind::instant);
    CHECK(since.rules.since.time == *parse_timestamp("2026-11-23T08:00:00Z"));
    CHECK(waiting({"--any"}).quorum == Quorum::any);
    CHECK(waiting({"--all"}).quorum == Quorum::all);
    CHECK(waiting({"--schedules", "all"}).rules.every_schedule);
    CHECK_FALSE(waiting({"--schedules", "any"}).rules.every_schedule);
    CHECK(waiting({"--start-sync"}).start_sync);
    CHECK(waiting({"--timeout", "45m"}).timeout == 45min);
  }
  SUBCASE("reads how it is judged") {
    CHECK(waiting({"--max-failed-jobs", "3"}).rules.max_failed_jobs->amount == 3);
    CHECK(waiting({"--max-failed-jobs", "5%"}).rules.max_failed_jobs->is_percentage);
    CHECK(waiting({"--allow-unfinished"}).rules.allow_unfinished);
    CHECK(waiting({"--fail-fast"}).rules.fail_fast);
    CHECK(waiting({"--wait-active"}).rules.wait_active);
  }
  SUBCASE("reads its sources") {
    CHECK(waiting({"--via", "poll"}).via == WaitVia::poll);
    CHECK(waiting({"--via", "webhook"}).via == WaitVia::webhook);
    CHECK(waiting({"--via", "both"}).via == WaitVia::both);
    CHECK(waiting({"--via", "auto"}).via == WaitVia::automatic);
    CHECK(waiting({"--poll-interval", "500ms"}).poll_interval == 500ms);
    const WaitOptions options = waiting({"--listen", "0", "--existing-subscription",
                                         "--secret-file", "s", "--path", "/h", "--port-file", "p"});
    CHECK(options.listen_given);
    CHECK(options.receiver.address.port == 0);
    CHECK(options.existing_subscription);
    CHECK(options.listens());
    CHECK_FALSE(options.subscribes());
    CHECK(options.secrets.files == Arguments{"s"});
    CHECK(options.receiver.path == "/h");
    CHECK(options.receiver.port_file == "p");
  }
  SUBCASE("reads how it is reached") {
    CHECK(waiting({"--public-url", "https://a.example/"}).reach.url == "https://a.example/");
    CHECK(waiting({"--tunnel", "tun {port} a,b"}).reach.tunnel == "tun {port} a,b");
    CHECK(waiting({"--tunnel", "t"}).subscribes());
    CHECK_FALSE(waiting({"--tunnel", "t", "--existing-subscription"}).subscribes());
    CHECK_FALSE(waiting({"--tunnel", "t"}).receiver.path_given);
    CHECK(waiting({"--path", "/"}).receiver.path_given);
    CHECK_FALSE(parse_arguments({"wait", "a", "--tunnel", "t", "--public-url", "u"}).has_value());
    for (const char* flag : {"--tunnel", "--public-url"}) {
      CHECK_FALSE(parse_arguments({"wait", "a", flag, ""}).has_value());
    }
  }
}

TEST_CASE("parse_arguments of sync") {
  SUBCASE("asks for everything and does not wait") {
    const SyncOptions options = parsed<SyncOptions>({"sync", "a"});
    CHECK(options.waiting.integrations == ids({"a"}));
    CHECK_FALSE(options.wait);
    CHECK_FALSE(options.waiting.sync_request.back_sync);
    CHECK(options.waiting.sync_request.models.empty());
  }
  SUBCASE("reads what to sync and how to wait for it") {
    const SyncOptions options =
        parsed<SyncOptions>({"sync", "--model", "leases,units", "--model", "residents", "a",
                             "--back-sync", "--wait", "--timeout", "2h", "--fail-fast"});
    CHECK(options.waiting.sync_request.models == Arguments{"leases", "units", "residents"});
    CHECK(options.waiting.sync_request.back_sync);
    CHECK(options.wait);
    CHECK(options.waiting.timeout == 2h);
    CHECK(options.waiting.rules.fail_fast);
  }
}

TEST_CASE("parse_arguments of integrations and mock") {
  CHECK(parsed<IntegrationsOptions>({"integrations"}).id.empty());
  CHECK(parsed<IntegrationsOptions>({"integrations", "a"}).id == IntegrationId("a"));
  const MockOptions defaults = parsed<MockOptions>({"mock"});
  CHECK(defaults.address.host == "127.0.0.1");
  CHECK(defaults.address.port == 4481);
  const MockOptions options =
      parsed<MockOptions>({"mock", "--listen", "0", "--scenario", "-", "--port-file", "p"});
  CHECK(options.address.port == 0);
  CHECK(options.scenario_file == "-");
  CHECK(options.port_file == "p");
}

TEST_CASE("parse_arguments of the flags that commands share") {
  SUBCASE("reads how to speak") {
    for (const char* command : {"listen", "mock", "integrations"}) {
      const Result<Invocation> invocation =
          parse_arguments({command, "--json", "-q", "-v", "--color", "always"});
      REQUIRE(invocation.has_value());
      const OutputOptions output = std::visit(
          [](const auto& options) {
            if constexpr (requires { options.output; })
              return options.output;
            else
              return OutputOptions{};
          },
          *invocation);
      CHECK(output.json);
      CHECK(output.quiet);
      CHECK(output.verbose);
      CHECK(output.color == ColorChoice::always);
    }
    CHECK(waiting({"--color", "never"}).output.color == ColorChoice::never);
    CHECK(waiting({"--quiet", "--verbose"}).output.quiet);
    CHECK(waiting({}).output.color == ColorChoice::automatic);
  }
  SUBCASE("reads how Propexo is reached") {
    const ApiOptions api = waiting({"--token-file", "-", "--api-url", "http://localhost:1",
                                    "--environment", "sandbox", "--cacert", "ca.pem"})
                               .api;
    CHECK(api.token_file == "-");
    CHECK(api.url == "http://localhost:1");
    CHECK(api.environment == "sandbox");
    CHECK(api.ca_file == "ca.pem");
  }
  SUBCASE("does not take an empty value for a missing flag") {
    for (const char* flag :
         {"--token-file", "--api-url", "--cacert", "--secret-file", "--port-file"}) {
      CAPTURE(flag);
      CHECK_FALSE(parse_arguments({"wait", "a", flag, ""}).has_value());
    }
    CHECK_FALSE(parse_arguments({"mock", "--scenario", ""}).has_value());
  }
}

TEST_CASE("parse_arguments of verify") {
  const auto options = parsed<VerifyOptions>({"verify", "a.json", "b", "--signature", "9f",
                                              "--secret-file", "s", "--secret-file", "t", "-q"});
  CHECK(options.paths == Arguments{"a.json", "b"});
  CHECK(options.signature == "9f");
  CHECK(options.secrets.files == Arguments{"s", "t"});
  CHECK(options.output.quiet);
  CHECK_FALSE(parsed<VerifyOptions>({"verify", "-"}).signature);
  CHECK(parsed<VerifyOptions>({"verify", "-"}).paths == Arguments{"-"});
}

TEST_CASE("parse_arguments of trigger") {
  SUBCASE("has the documented defaults") {
    const auto options = parsed<TriggerOptions>({"trigger", "DATA_NEW"});
    CHECK(options.event == TriggerKind::data_new);
    CHECK(options.shape == SampleShape::envelope);
    CHECK(options.timeout == 30s);
    CHECK(options.url.empty());
    CHECK_FALSE(options.print);
    CHECK_FALSE(options.is_unsigned);
    CHECK_FALSE(options.integration.empty());
  }
  SUBCASE("reads every flag") {
    const auto options =
        parsed<TriggerOptions>({"trigger", "--to", "http://a/", "JOB_FAILURE", "--integration", "i",
                                "--shape", "flat", "--set", "a=1", "--set-string", "b=1",
                                "--timeout", "5s", "--unsigned", "--cacert", "ca.pem"});
    CHECK(options.event == TriggerKind::job_failure);
    CHECK(options.url == "http://a/");
    CHECK(options.integration == IntegrationId("i"));
    CHECK(options.shape == SampleShape::flat);
    CHECK(options.edits.size() == 2);
    CHECK(options.timeout == 5s);
    CHECK(options.is_unsigned);
    CHECK(parsed<TriggerOptions>({"trigger", "DATA_NEW", "--print"}).print);
    CHECK(options.ca_file == "ca.pem");
  }
}
