#include "cli/completer.hpp"
#include "support/parsing.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace syncbell;

namespace {

using Words = std::vector<std::string>;
using Expected = Completion::Expected;

CompletedLine line(Words words) {
  words.insert(words.begin(), "__complete");
  const Result<Invocation> invocation = parse_arguments(words);
  REQUIRE(invocation.has_value());
  return std::get<CompleteOptions>(*invocation).line;
}

Completion completion(const Words& words) { return line(words).completion; }

Words values(const Completion& completion) {
  Words values;
  for (const Candidate& candidate : completion.words)
    values.push_back(candidate.value);
  return values;
}

bool offers(const Words& words, const std::string& value) {
  const Words all = values(completion(words));
  return std::find(all.begin(), all.end(), value) != all.end();
}

} // namespace

TEST_CASE("a command line is completed by") {
  SUBCASE("commands, with what they do") {
    for (const Words& words : {Words{}, Words{""}, Words{"wa"}}) {
      CHECK(offers(words, "wait"));
      CHECK_FALSE(offers(words, "__complete"));
    }
    CHECK_FALSE(completion({""}).words.front().description.empty());
  }
  SUBCASE("flags of the command, or those that all have") {
    CHECK(offers({"wait", "--ti"}, "--timeout"));
    CHECK(offers({"wait", "int-1", "--"}, "--quiet"));
    CHECK_FALSE(offers({"verify", "-"}, "--timeout"));
    CHECK(offers({"-"}, "--version"));
  }
  SUBCASE("the words of a choice, behind the flag or an equals sign") {
    CHECK(values(completion({"wait", "--via", ""})) == Words{"auto", "poll", "webhook", "both"});
    const Completion behind = completion({"wait", "--via=po"});
    CHECK(values(behind) == Words{"auto", "poll", "webhook", "both"});
    CHECK(behind.before == "--via=");
    CHECK(behind.typed == "po");
    CHECK(values(completion({"wait", "--since", ""})) == Words{"now"}); // not TIME
    CHECK(offers({"completion", ""}, "fish"));
    CHECK(offers({"help", ""}, "wait"));
    CHECK(offers({"help", "exit"}, "exit-status"));
  }
  SUBCASE("events, one after the other in a list") {
    CHECK(offers({"trigger", ""}, "JOB_FAILURE"));
    const Completion second = completion({"listen", "--event=DATA_NEW,DA"});
    CHECK(second.before == "--event=DATA_NEW,");
    CHECK(second.typed == "DA");
    CHECK(second.words.size() == 6);
  }
  SUBCASE("models, those that a sync can be limited to or a webhook") {
    CHECK(offers({"sync", "int-1", "--model", "units,lea"}, "leases"));
    CHECK_FALSE(offers({"sync", "int-1", "--model", ""}, "residents_to_leases"));
    CHECK(offers({"subscribe", "--model="}, "residents_to_leases"));
    CHECK(offers({"subscribe", "--model="}, "leases"));
  }
  SUBCASE("files where files belong") {
    for (const Words& words :
         {Words{"replay", ""}, Words{"replay", "a", "b"}, Words{"listen", "--save", ""},
          Words{"wait", "--secret-file="}, Words{"wait", "a", "--", "./onboard"}}) {
      CHECK(completion(words).expected == Expected::files);
    }
    CHECK(completion({"listen", "--path", ""}).expected == Expected::words);
  }
  SUBCASE("what is in the account") {
    for (const Words& words :
         {Words{"wait", ""}, Words{"wait", "a", "b"}, Words{"listen", "--integration", "a,b"},
          Words{"sync", ""}, Words{"wait", "--timeout", "5m", ""}, Words{"wait", "--any", ""}}) {
      CHECK(completion(words).expected == Expected::integrations);
    }
    CHECK(completion({"listen", "--integration", "a,b"}).before == "a,");
    CHECK(completion({"unsubscribe", "a", ""}).expected == Expected::webhooks);
    CHECK(completion({"subscriptions", ""}).expected == Expected::webhooks);
  }
  SUBCASE("nothing where nothing is known") {
    for (const Words& words :
         {Words{"wait", "--timeout", ""}, Words{"subscriptions", "a", ""}, Words{"nowhere", ""},
          Words{"wait", "--nowhere="}, Words{"mock", ""}, Words{"replay", "--rate", ""}}) {
      const Completion none = completion(words);
      CHECK(none.expected == Expected::words);
      CHECK(none.words.empty());
    }
  }
  SUBCASE("asking the API that the line names") {
    const ApiOptions api = line({"wait", "--environment", "sandbox", "--api-url=http://a",
                                 "--token-file", "t", "--cacert", "c", ""})
                               .api;
    CHECK(api.environment == "sandbox");
    CHECK(api.url == "http://a");
    CHECK(api.token_file == "t");
    CHECK(api.ca_file == "c");
  }
}
