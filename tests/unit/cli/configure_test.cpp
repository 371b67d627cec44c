#include "cli/configure.hpp"
#include "support/configured.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("configure takes the profile of the line and else of the environment") {
  Configured configured(
      "[profile.a]\nenvironment = sandbox\n[profile.b]\nenvironment = production");
  CHECK(configured.used("profile", {"integrations"}).empty());
  configured.variables["SYNCBELL_PROFILE"] = "a";
  CHECK(configured.used("profile", {"integrations"}) == "a (SYNCBELL_PROFILE)");
  CHECK(configured.used("environment", {"integrations"}) == "sandbox (c.toml:2)");
  CHECK(configured.used("profile", {"integrations", "--profile", "b"}) == "b (--profile)");
  CHECK(configured.used("environment", {"integrations", "--profile", "b"}) ==
        "production (c.toml:4)");
  configured.variables["SYNCBELL_PROFILE"] = "c";
  CHECK(configured.parse({"integrations"}).error().message.find("SYNCBELL_PROFILE: ") == 0);
}

TEST_CASE("configure refuses a profile where nothing is configured") {
  Configured configured("");
  configured.variables.clear();
  CHECK(configured.refusal({"wait", "--profile", "a"}).find("there is no configuration") !=
        std::string::npos);
  CHECK(configured.refusal({"wait", "--profile", ""}).find("--profile") != std::string::npos);
}

TEST_CASE("configure is not asked where nothing is run") {
  const Configured broken("nonsense");
  CHECK(broken.parse({"--help"}).has_value());
  CHECK(broken.parse({"wait", "--help"}).has_value());
  CHECK(broken.parse({"--version"}).has_value());
  CHECK(broken.parse({"completion", "bash"}).has_value());
  CHECK_FALSE(broken.parse({"wait", "a"}).has_value());
}

TEST_CASE("a profile is completed by those of the configuration") {
  const auto offered = [](const Configured& configured) {
    std::vector<std::string> names;
    for (const Candidate& word :
         configured.options<CompleteOptions>({"__complete", "wait", "--profile", ""})
             .line.completion.words)
      names.push_back(word.value);
    return names;
  };
  CHECK(offered(Configured("[profile.b.wait]\n[profile.a]\n[profile.b]\nenvironment = sandbox")) ==
        std::vector<std::string>{"a", "b"});
  CHECK(offered(Configured("nonsense")).empty());
}

TEST_CASE("a line that is being typed knows the configured API") {
  const Configured configured("api-url = 'https://h'\n[profile.p]\ntoken-file = '/t'");
  const auto line = [&configured](const std::vector<std::string>& words) {
    std::vector<std::string> all{"__complete"};
    all.insert(all.end(), words.begin(), words.end());
    return configured.options<CompleteOptions>(all).line.api;
  };
  CHECK(line({"wait", ""}).url == "https://h");
  CHECK(line({"wait", "--profile", "p", ""}).token_file == "/t");
  CHECK(line({"wait", "--environment", "sandbox", ""}).url.empty());
  CHECK(Configured("nonsense").parse({"__complete", "wait", ""}).has_value());
}
