#include "support/parsing.hpp"

#include <doctest/doctest.h>

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

SubscribeOptions subscribing(Arguments flags) {
  flags.insert(flags.begin(), {"subscribe", "--url", "https://h/"});
  return parsed<SubscribeOptions>(flags);
}

UnsubscribeOptions unsubscribing(Arguments flags) {
  flags.insert(flags.begin(), "unsubscribe");
  return parsed<UnsubscribeOptions>(flags);
}

std::string refused(Arguments arguments) {
  const Result<Invocation> invocation = parse_arguments(arguments);
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().kind == ErrorKind::usage);
  return invocation.error().message;
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("parse_arguments of subscribe") {
  SUBCASE("has the documented defaults") {
    const SubscribeOptions options = subscribing({});
    CHECK(options.url == "https://h/");
    CHECK(options.integrations.empty());
    CHECK(options.events.empty());
    CHECK(options.model.empty());
    CHECK(options.headers.empty());
    CHECK_FALSE(options.lease);
    CHECK(options.secret_file.empty());
    CHECK(options.secret_out.empty());
    CHECK_FALSE(options.force);
    CHECK_FALSE(options.inactive);
    CHECK_FALSE(options.dry_run);
  }
  SUBCASE("reads every flag") {
    const SubscribeOptions options =
        subscribing({"a,b",      "c",           "--event",      "DATA_NEW,DATA_UPDATE",
                     "--event",  "JOB_FAILURE", "--model",      "leases",
                     "--header", "X-A: 1",      "--header",     "X-B: 2",
                     "--lease",  "2h",          "--secret-out", "file",
                     "--force",  "--inactive",  "--dry-run",    "--json"});
    CHECK(options.integrations ==
          std::vector{IntegrationId("a"), IntegrationId("b"), IntegrationId("c")});
    CHECK(options.events == std::set<std::string>{"DATA_NEW", "DATA_UPDATE", "JOB_FAILURE"});
    CHECK(options.model == "leases");
    CHECK(options.headers == HeaderFields{{"X-A", "1"}, {"X-B", "2"}});
    CHECK(options.lease == 2h);
    CHECK(options.secret_out == "file");
    CHECK(options.force);
    CHECK(options.inactive);
    CHECK(options.dry_run);
    CHECK(options.output.json);
    CHECK(subscribing({"--secret-file", "-"}).secret_file == "-");
  }
  SUBCASE("refuses what makes no sense") {
    CHECK(says(refused({"subscribe", "a"}), "--url"));
    CHECK(says(refused({"subscribe", "--url", "h"}), "--url"));
    const auto refused_with = [](Arguments flags) {
      flags.insert(flags.begin(), {"subscribe", "--url", "https://h/"});
      return refused(flags);
    };
    CHECK(says(refused_with({"--event", "SYNC_COMPLET"}), "did you mean 'SYNC_COMPLETE'"));
    CHECK(says(refused_with({"--lease", "30"}), "30s"));
    CHECK(says(refused_with({"--lease", "0"}), "--lease"));
    CHECK(says(refused_with({"--secret-out", "-"}), "--secret-out"));
    CHECK(says(refused_with({"--secret-out", "a", "--secret-file", "b"}), "--secret-"));
    CHECK(says(refused_with({"--force"}), "--secret-out"));
    CHECK(says(refused_with({"--header", "x-syncbell-run: a"}), "--header"));
    CHECK(says(refused_with({"--model", ""}), "--model"));
    CHECK(says(refused_with({"--secret-file", ""}), "--secret-file"));
  }
}

TEST_CASE("parse_arguments of unsubscribe") {
  CHECK(unsubscribing({"a", "b,c"}).choice.ids.size() == 3);
  CHECK(unsubscribing({"--integration", "a,b"}).choice.integrations.size() == 2);
  CHECK(unsubscribing({"--url", "https://h/"}).choice.url == "https://h/");
  const UnsubscribeOptions options = unsubscribing({"--expired", "--yes", "--dry-run"});
  CHECK(options.choice.expired);
  CHECK(options.yes);
  CHECK(options.dry_run);
  CHECK_FALSE(unsubscribing({"a"}).yes);
  CHECK(says(refused({"unsubscribe", ""}), "empty"));
}

TEST_CASE("parse_arguments of subscriptions") {
  CHECK(parsed<SubscriptionsOptions>({"subscriptions"}).id.empty());
  CHECK(parsed<SubscriptionsOptions>({"subscriptions", "w"}).id == SubscriptionId("w"));
  CHECK(parsed<SubscriptionsOptions>({"subscriptions", "--integration", "a"}).integrations.size() ==
        1);
  CHECK(says(refused({"subscriptions", "w", "--integration", "a"}), "--integration"));
  CHECK(says(refused({"subscriptions", "w", "v"}), "unexpected argument 'v'"));
}
