#include "support/parsing.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

using Arguments = std::vector<std::string>;

std::string shown(const Arguments& arguments) {
  const Result<Invocation> parsed = parse_arguments(arguments);
  REQUIRE(parsed.has_value());
  const auto* text = std::get_if<ShowText>(&*parsed);
  REQUIRE(text != nullptr);
  return text->text;
}

// The whole complaint, hint included.
std::string refused(const Arguments& arguments) {
  const Result<Invocation> parsed = parse_arguments(arguments);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().kind == ErrorKind::usage);
  CHECK(parsed.error().hint.find("--help") != std::string::npos);
  CHECK(parsed.error().message.find('\n') == std::string::npos);
  return describe(parsed.error());
}

bool says(const std::string& complaint, const std::string& words) {
  CAPTURE(complaint);
  CAPTURE(words);
  return complaint.find(words) != std::string::npos;
}

template <class Options>
bool is_parsed_as(const Arguments& arguments) {
  const Result<Invocation> parsed = parse_arguments(arguments);
  return parsed.has_value() && std::holds_alternative<Options>(*parsed);
}

} // namespace

TEST_CASE("parse_arguments finds the command") {
  CHECK(is_parsed_as<ListenOptions>({"listen"}));
  CHECK(is_parsed_as<WaitOptions>({"wait", "a"}));
  CHECK(is_parsed_as<WaitOptions>({"wait"}));
  CHECK(is_parsed_as<ReplayOptions>({"replay", "a", "--to", "http://localhost"}));
  CHECK(is_parsed_as<SubscribeOptions>({"subscribe", "--url", "https://h/"}));
  CHECK(is_parsed_as<UnsubscribeOptions>({"unsubscribe", "w"}));
  CHECK(is_parsed_as<SubscriptionsOptions>({"subscriptions"}));
  CHECK(is_parsed_as<SyncOptions>({"sync", "a"}));
  CHECK(is_parsed_as<TriggerOptions>({"trigger", "DATA_NEW"}));
  CHECK(is_parsed_as<VerifyOptions>({"verify"}));
  CHECK(is_parsed_as<IntegrationsOptions>({"integrations"}));
  CHECK(is_parsed_as<MockOptions>({"mock"}));
  CHECK(is_parsed_as<DoctorOptions>({"doctor"}));
}

TEST_CASE("parse_arguments takes what follows a command for no other command") {
  const Result<Invocation> wait = parse_arguments({"wait", "listen", "sync"});
  REQUIRE(wait.has_value());
  CHECK(std::get<WaitOptions>(*wait).integrations ==
        std::vector{IntegrationId("listen"), IntegrationId("sync")});
  CHECK(is_parsed_as<VerifyOptions>({"verify", "wait"}));
}

TEST_CASE("parse_arguments shows help and version") {
  SUBCASE("of the program") {
    CHECK(shown({"--version"}) == "syncbell " SYNCBELL_VERSION "\n");
    for (const char* flag : {"--help", "-h"}) {
      const std::string help = shown({flag});
      for (const char* word :
           {"listen", "wait", "trigger", "verify", "sync", "integrations", "mock", "124"}) {
        CHECK(says(help, word));
      }
    }
  }
  SUBCASE("of each command with every exit status") {
    for (const char* command :
         {"listen", "wait", "trigger", "verify", "sync", "integrations", "mock"}) {
      const std::string help = shown({command, "--help"});
      CHECK(says(help, "syncbell " + std::string(command)));
      CHECK(says(help, "--json"));
      for (const char* status : {"0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "124", "130"}) {
        CHECK(says(help, "\n  " + std::string(status)));
      }
    }
  }
  SUBCASE("though something else is wrong or missing") {
    CHECK(says(shown({"sync", "--help"}), "INTEGRATION"));
    CHECK(says(shown({"wait", "--help", "--", "make"}), "--timeout"));
  }
}

TEST_CASE("parse_arguments refuses a command it does not know") {
  CHECK(says(refused({}), "no command"));
  CHECK(says(refused({"wiat"}), "did you mean 'wait'?"));
  CHECK(says(refused({"wiat", "a", "--json"}), "unknown command 'wiat'"));
  CHECK(says(refused({"integration"}), "did you mean 'integrations'?"));
  CHECK_FALSE(says(refused({"frobnicate"}), "did you mean"));
  CHECK(says(refused({""}), "unknown command ''"));
  CHECK(says(refused({"wiat", "--help"}), "did you mean 'wait'?"));
}

TEST_CASE("parse_arguments refuses a flag it does not know") {
  SUBCASE("and names the nearest") {
    CHECK(says(refused({"wait", "a", "--timout", "5s"}), "did you mean '--timeout'?"));
    CHECK(says(refused({"wait", "a", "--timout=5s"}), "unknown flag --timout"));
    CHECK(says(refused({"listen", "--folow"}), "did you mean '--follow'?"));
    CHECK(says(refused({"listen", "--jsno"}), "did you mean '--json'?"));
    CHECK(says(refused({"--versoin"}), "did you mean '--version'?"));
  }
  SUBCASE("and says where to look") {
    CHECK(says(refused({"listen", "--frobnicate"}), "syncbell listen --help"));
    CHECK(says(refused({"--frobnicate"}), "syncbell --help"));
  }
  SUBCASE("that another command has") {
    CHECK(says(refused({"integrations", "--timeout", "5s"}), "unknown flag --timeout"));
    CHECK(says(refused({"sync", "a", "--listen", "80"}), "unknown flag --listen"));
  }
  SUBCASE("and does not repeat its value which may be a secret") {
    CHECK_FALSE(says(refused({"wait", "a", "--token=s3cr3t"}), "s3cr3t"));
  }
  SUBCASE("before the command") {
    CHECK(says(refused({"--json", "wait", "a"}),
               "--json comes behind the command it is for: syncbell wait --json"));
    CHECK(says(refused({"--json"}), "syncbell COMMAND --json"));
  }
  SUBCASE("of one letter") { CHECK(says(refused({"wait", "a", "-x"}), "unknown flag -x")); }
}

TEST_CASE("parse_arguments refuses what is too much or too little") {
  CHECK(says(refused({"listen", "extra"}), "unexpected argument 'extra'"));
  CHECK(says(refused({"mock", "extra"}), "unexpected argument 'extra'"));
  CHECK(says(refused({"integrations", "a", "b"}), "unexpected argument 'b'"));
  CHECK(says(refused({"sync"}), "INTEGRATION"));
  CHECK(says(refused({"trigger"}), "EVENT"));
  CHECK(says(refused({"verify", ""}), "PATH"));
  CHECK(says(refused({"verify", "a", "--signature", ""}), "--signature"));
  CHECK(says(refused({"sync", "a", "b"}), "b"));
  CHECK(says(refused({"sync", "a,b"}), "INTEGRATION"));
  CHECK(says(refused({"wait", "a", "--timeout"}), "--timeout"));
  CHECK(says(refused({"wait", "a", "--timeout", "1s", "--timeout", "2s"}),
             "--timeout was given 2 times; it takes one value"));
  CHECK(says(refused({"wait", "a", "-q", "-q", "--event", "FIRST_SYNC_COMPLETE", "--secret-file",
                      "a", "--secret-file", "b", "--timeout", "x"}),
             "--timeout: "));
  CHECK(says(refused({"wait", "a", "--event", "--json"}), "--event"));
  CHECK(says(refused({"integrations", ""}), "INTEGRATION"));
}

TEST_CASE("parse_arguments takes what stands behind -- for COMMAND") {
  const auto command_of = [](const Arguments& arguments) {
    const Result<Invocation> parsed = parse_arguments(arguments);
    REQUIRE(parsed.has_value());
    return std::get<WaitOptions>(*parsed).command;
  };
  SUBCASE("flags and further -- included") {
    CHECK(command_of({"wait", "--", "make", "--json", "-h", "--", "x"}) ==
          Arguments{"make", "--json", "-h", "--", "x"});
    CHECK(command_of({"wait", "a", "--", "true"}) == Arguments{"true"});
    CHECK(command_of({"wait", "a"}).empty());
  }
  SUBCASE("and keeps it apart from integrations and flags") {
    const Result<Invocation> parsed = parse_arguments({"wait", "a", "--json", "--", "b", "-q"});
    REQUIRE(parsed.has_value());
    const auto& options = std::get<WaitOptions>(*parsed);
    CHECK(options.integrations == std::vector{IntegrationId("a")});
    CHECK(options.output.json);
    CHECK_FALSE(options.output.quiet);
  }
  SUBCASE("only of wait") {
    for (const char* command : {"listen", "mock", "integrations"}) {
      CHECK(says(refused({command, "--", "make"}), "only wait runs a COMMAND"));
    }
    CHECK(says(refused({"sync", "a", "--", "make"}), "only wait"));
  }
  SUBCASE("and asks for one") { CHECK(says(refused({"wait", "a", "--"}), "no COMMAND after --")); }
}

TEST_CASE("parse_arguments takes no argument for something else") {
  SUBCASE("a value for the flag in front of it, which has none behind its =") {
    CHECK(says(refused({"wait", "--save=", "a", "b"}), "--save is empty"));
    CHECK(
        says(refused({"subscribe", "--secret-out=", "a", "--url", "https://h/"}), "--secret-out"));
    CHECK(says(refused({"unsubscribe", "w", "--yes="}), "--yes is empty"));
    CHECK(says(refused({"replay", "a", "--to", "http://localhost", "--shuffle="}), "--shuffle"));
    CHECK(is_parsed_as<WaitOptions>({"wait", "a", "--", "make", "--x="}));
    CHECK(is_parsed_as<TriggerOptions>({"trigger", "DATA_NEW", "--print", "--set=data.x="}));
  }
  SUBCASE("a name in brackets for a list of names") {
    CHECK(says(refused({"subscribe", "[]", "--url", "https://h/"}), "'[]' is no ID"));
    CHECK(says(refused({"verify", "b", "[2026]"}), "written ./[2026]"));
    CHECK(says(refused({"replay", "[]", "--to", "http://localhost"}), "./[]"));
    CHECK(is_parsed_as<VerifyOptions>({"verify", "./[2026]"}));
    CHECK(is_parsed_as<ListenOptions>({"listen", "--save", "[2026]"}));
  }
  SUBCASE("a name for the end of the command") {
    CHECK(says(refused({"verify", "++"}), "./++"));
    CHECK(says(refused({"verify", "++", "--secret-file", "a"}), "./++"));
  }
}

TEST_CASE("parse_arguments names the flag whose value is wrong") {
  SUBCASE("a duration without a unit and the likely one") {
    const std::string complaint = refused({"wait", "a", "--timeout", "30"});
    CHECK(says(complaint, "--timeout"));
    CHECK(says(complaint, "30s"));
    CHECK(says(refused({"wait", "a", "--poll-interval", "1"}), "--poll-interval"));
    CHECK(says(refused({"listen", "--timeout", "1h1h"}), "--timeout"));
    CHECK(says(refused({"wait", "a", "--timeout", ""}), "--timeout"));
    CHECK(says(refused({"wait", "a", "--timeout=-5s"}), "--timeout"));
  }
  SUBCASE("an event and the nearest") {
    CHECK(says(refused({"listen", "--event", "SYNC_COMPLET"}), "did you mean 'SYNC_COMPLETE'?"));
    CHECK(says(refused({"listen", "--event", "sync_complete"}), "did you mean 'SYNC_COMPLETE'?"));
    CHECK(says(refused({"listen", "--event", "X,DATA_NEW"}), "unknown event 'X'"));
    CHECK(says(refused({"wait", "a", "--event", "JOB_FAILURE"}), "--event"));
    CHECK(says(refused({"wait", "a", "--event", "SYNC_COMPLETED"}), "did you mean"));
  }
  SUBCASE("an event or an edit or a URL of trigger") {
    CHECK(says(refused({"trigger", "SYNC_COMPLET"}), "did you mean 'SYNC_COMPLETE'?"));
    CHECK(says(refused({"trigger", "DATA_NEW", "--set", "a"}), "--set"));
    CHECK(says(refused({"trigger", "DATA_NEW", "--to", "localhost:3000"}), "--to"));
    CHECK(says(refused({"trigger", "DATA_NEW", "--shape", "flt"}), "did you mean 'flat'?"));
    CHECK(says(refused({"trigger", "DATA_NEW", "--integration", ""}), "--integration"));
  }
  SUBCASE("a list with an empty item") {
    CHECK(says(refused({"listen", "--event", "DATA_NEW,"}), "empty"));
    CHECK(says(refused({"wait", "a,,b"}), "empty"));
    CHECK(says(refused({"wait", ""}), "empty"));
    CHECK(says(refused({"listen", "--integration", ""}), "empty"));
  }
  SUBCASE("one of a few words") {
    CHECK(says(refused({"wait", "a", "--via", "pol"}), "did you mean 'poll'?"));
    CHECK(says(refused({"wait", "a", "--schedules", "each"}), "any, all"));
    CHECK(says(refused({"wait", "a", "--color", "neve"}), "did you mean 'never'?"));
    CHECK(says(refused({"wait", "a", "--environment", "sandbx"}), "did you mean 'sandbox'?"));
  }
  SUBCASE("a number") {
    for (const char* count : {"0", "-1", "x", "1.5", "99999999999"}) {
      CHECK(says(refused({"listen", "--count", count}), "--count"));
    }
    for (const char* status : {"199", "600", "ok"}) {
      CHECK(says(refused({"listen", "--respond", status}), "--respond"));
    }
    for (const char* bytes : {"0", "-1", "5MB"}) {
      CHECK(says(refused({"listen", "--max-body", bytes}), "--max-body"));
    }
  }
  SUBCASE("an address") {
    for (const char* address :
         {"", "http", "65536", "-1", ":80", "host:", "::1:80", "[]:80", "a:b:80"}) {
      CHECK(says(refused({"listen", "--listen", address}), "--listen"));
    }
  }
  SUBCASE("a time") {
    for (const char* time : {"yesterday", "2026-11-23", "1700000000", ""}) {
      CHECK(says(refused({"wait", "a", "--since", time}), "--since"));
    }
  }
  SUBCASE("others") {
    CHECK(says(refused({"listen", "--path", "hook"}), "--path"));
    CHECK(says(refused({"listen", "--path", "/hook?a=1"}), "--path"));
    CHECK(says(refused({"wait", "a", "--max-failed-jobs", "101%"}), "--max-failed-jobs"));
    CHECK(says(refused({"wait", "a b"}), "white space"));
  }
}

TEST_CASE("parse_arguments refuses flags that contradict each other") {
  CHECK(says(refused({"listen", "--count", "2", "--follow"}), "--follow"));
  CHECK(says(refused({"listen", "--respond", "202", "--forward-to", "http://a"}), "--respond"));
  CHECK(says(refused({"listen", "--forward-timeout", "1s"}), "--forward-to"));
  CHECK(says(refused({"listen", "--allow-unsigned", "--subscribe"}), "--allow-unsigned"));
  CHECK(says(refused({"listen", "--allow-unsigned", "--secret-file", "s"}), "--allow-unsigned"));
  CHECK(says(refused({"wait", "a", "--all", "--any"}), "--a"));
  CHECK(says(refused({"replay", "a", "--to", "http://a", "--timeout", "0"}), "must not be 0"));
  CHECK(says(refused({"trigger", "DATA_NEW", "--to", "http://a", "--timeout", "0"}), "not be 0"));
  CHECK(says(refused({"trigger", "DATA_NEW", "--unsigned", "--secret-file", "s"}), "--unsigned"));
}
