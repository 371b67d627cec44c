#include "support/parsing.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

using Arguments = std::vector<std::string>;

Result<Invocation> parse(Arguments flags) {
  flags.insert(flags.begin(), {"replay", "captures/", "--to", "http://localhost:3000/hook"});
  return parse_arguments(flags);
}

ReplayOptions options(const Arguments& flags) {
  const Result<Invocation> invocation = parse(flags);
  const std::string complaint = invocation ? "" : describe(invocation.error());
  CAPTURE(complaint);
  REQUIRE(invocation.has_value());
  return std::get<ReplayOptions>(*invocation);
}

std::string refusal(const Arguments& flags) {
  const Result<Invocation> invocation = parse(flags);
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().kind == ErrorKind::usage);
  return invocation.error().message;
}

} // namespace

TEST_CASE("describe replay binds its flags") {
  SUBCASE("none") {
    const ReplayOptions none = options({});
    CHECK(none.paths == Arguments{"captures/"});
    CHECK(none.url == "http://localhost:3000/hook");
    CHECK(none.timeout == 30s);
    CHECK(none.concurrency == 1);
    CHECK(none.retries == 0);
    CHECK_FALSE(none.rate);
    CHECK_FALSE(none.as_recorded);
    CHECK_FALSE(none.shuffle);
    CHECK(none.expected.admits(204));
  }
  SUBCASE("several paths") {
    CHECK(options({"more.jsonl", "-"}).paths == Arguments{"captures/", "more.jsonl", "-"});
    CHECK(options({"--as-recorded", "more.jsonl"}).paths == Arguments{"captures/", "more.jsonl"});
    CHECK(options({"--shuffle", "7"}).paths == Arguments{"captures/", "7"});
    CHECK(options({"--event", "DATA_NEW", "7"}).paths == Arguments{"captures/", "7"});
  }
  SUBCASE("speed") {
    CHECK(options({"--rate", "50/s"}).rate == 50);
    CHECK(options({"--as-recorded"}).as_recorded == 1);
    CHECK(options({"--as-recorded=10"}).as_recorded == 10);
    CHECK(options({"--as-recorded=0.5"}).as_recorded == 0.5);
  }
  SUBCASE("order") {
    CHECK(options({"--shuffle"}).shuffle);
    CHECK_FALSE(options({"--shuffle"}).seed);
    CHECK(options({"--shuffle=42"}).seed == 42);
    CHECK(options({"--repeat", "3", "--duplicate", "2"}).repeat == 3);
    CHECK(options({"--repeat", "3", "--duplicate", "2"}).duplicate == 2);
    CHECK(options({"--resume-from", "8000000000"}).resume_from == 8'000'000'000);
  }
  SUBCASE("the rest") {
    CHECK(options({"--set", "a=1", "--set-string", "b=2"}).edits.size() == 2);
    CHECK(options({"--expect-status", "401,403"}).expected.admits(403));
    CHECK(options({"--timeout", "500ms"}).timeout == 500ms);
    CHECK(options({"--retry", "5", "--fail-fast"}).retries == 5);
    CHECK(options({"--corrupt-signature"}).corrupt_signature);
    CHECK(options({"--unsigned"}).is_unsigned);
    CHECK(options({"--cacert", "ca.pem"}).ca_file == "ca.pem");
    CHECK(options({"--dry-run", "--skip-bad"}).dry_run);
  }
}

TEST_CASE("describe replay refuses") {
  SUBCASE("too little") {
    CHECK_FALSE(parse_arguments({"replay", "--to", "http://a.test"}));
    CHECK_FALSE(parse_arguments({"replay", "a.json"}));
  }
  SUBCASE("what cannot be read and names the flag once") {
    CHECK(refusal({"--rate", "50"}) == "--rate: rate '50' has no unit; write 50/s for so many each "
                                       "second");
    CHECK(refusal({"--as-recorded=fast"}).find("--as-recorded: 'fast' is not a speed") == 0);
    CHECK(refusal({"--shuffle=x"}) == "--shuffle: 'x' is no seed; write a number: --shuffle=42");
    CHECK(refusal({"--expect-status", "2x"}).find("--expect-status: '2x' is neither") == 0);
    CHECK(refusal({"--timeout", "30"}).find("--timeout: ") == 0);
    for (const Arguments& flags : std::vector<Arguments>{{"--concurrency", "0"},
                                                         {"--repeat", "0"},
                                                         {"--duplicate", "-1"},
                                                         {"--resume-from", "0"},
                                                         {"--retry", "-1"}}) {
      CHECK(refusal(flags).find(flags[0]) != std::string::npos);
    }
  }
  SUBCASE("what contradicts itself") {
    refusal({"--rate", "5/s", "--as-recorded"});
    refusal({"--shuffle", "--as-recorded"});
    refusal({"--unsigned", "--corrupt-signature"});
    refusal({"--unsigned", "--secret-file", "secret"});
  }
}
