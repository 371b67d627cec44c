#include "cli/setting_filler.hpp"
#include "support/configured.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Arguments = std::vector<std::string>;

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("fill_in takes flag then environment then configuration") {
  Configured configured("environment = sandbox\ntoken-file = token\ncolor = always\n"
                        "secret-file = [one, two]");
  SUBCASE("the configuration where nothing else is said") {
    const auto options = configured.options<IntegrationsOptions>({"integrations"});
    CHECK(options.api.environment == "sandbox");
    CHECK(options.api.token_file == configured.folder.path("token"));
    CHECK(options.output.color == ColorChoice::always);
    CHECK(configured.used("environment", {"integrations"}) == "sandbox (c.toml:1)");
    CHECK(configured.used("configuration", {"integrations"}) ==
          configured.path + " (SYNCBELL_CONFIG)");
  }
  SUBCASE("the environment before it") {
    configured.variables["PROPEXO_API_TOKEN"] = "s3cr3t";
    configured.variables["PROPEXO_ENVIRONMENT"] = "production";
    configured.variables["PROPEXO_WEBHOOK_SECRET"] = "s3cr3t";
    configured.variables["NO_COLOR"] = "1";
    const auto options = configured.options<ListenOptions>({"listen", "--subscribe"});
    CHECK(options.api.environment.empty());
    CHECK(options.api.token_file.empty());
    CHECK(options.secrets.files.empty());
    CHECK(options.output.color == ColorChoice::automatic);
    const Arguments listen{"listen", "--subscribe"};
    CHECK(configured.used("token-file", listen) == "[redacted] (PROPEXO_API_TOKEN)");
    CHECK(configured.used("secret-file", listen) == "[redacted] (PROPEXO_WEBHOOK_SECRET)");
    CHECK(configured.used("environment", listen) == "production (PROPEXO_ENVIRONMENT)");
    CHECK(configured.used("color", listen) == "never (NO_COLOR)");
  }
  SUBCASE("the environment before it, whichever of two variables says it") {
    configured.variables["PROPEXO_API_URL"] = "http://me:s3cr3t@localhost:1";
    CHECK(configured.options<IntegrationsOptions>({"integrations"}).api.environment.empty());
    CHECK(configured.used("environment", {"integrations"}).empty());
    CHECK(configured.used("api-url", {"integrations"}) ==
          "http://[redacted]@localhost:1 (PROPEXO_API_URL)");
  }
  SUBCASE("an empty secret before it, as it is an error") {
    configured.variables["PROPEXO_API_TOKEN"] = "";
    configured.variables["PROPEXO_ENVIRONMENT"] = "";
    const auto options = configured.options<IntegrationsOptions>({"integrations"});
    CHECK(options.api.token_file.empty());
    CHECK(options.api.environment == "sandbox");
  }
  SUBCASE("a flag before both") {
    configured.variables["PROPEXO_ENVIRONMENT"] = "sandbox";
    const Arguments typed{"integrations", "--environment", "production", "--token-file",
                          "mine",         "--color",       "never"};
    const auto options = configured.options<IntegrationsOptions>(typed);
    CHECK(options.api.environment == "production");
    CHECK(options.api.token_file == "mine");
    CHECK(options.output.color == ColorChoice::never);
    CHECK(configured.used("environment", typed) == "production (--environment)");
    CHECK(configured.used("environment", {"integrations", "--api-url", "https://h"}).empty());
  }
}

TEST_CASE("fill_in leaves out what does not go with the line") {
  const Configured configured(
      "secret-file = s\ntunnel = 'ngrok --authtoken s3cr3t'\nlisten = 4499\n"
      "path = '/hook'\n[wait]\npoll-interval = 10s");
  SUBCASE("what a flag excludes") {
    CHECK(configured.options<ListenOptions>({"listen", "--allow-unsigned"}).secrets.files.empty());
    CHECK(configured.options<ListenOptions>({"listen", "--public-url", "u"}).reach.tunnel.empty());
    CHECK(configured.options<TriggerOptions>({"trigger", "DATA_NEW", "--unsigned"})
              .secrets.files.empty());
    CHECK(configured
              .options<SubscribeOptions>({"subscribe", "--url", "https://h", "--secret-out", "o"})
              .secret_file.empty());
  }
  SUBCASE("what such a wait has no use for") {
    const auto polling = configured.options<WaitOptions>({"wait", "a", "--via", "poll"});
    CHECK_FALSE(polling.listens());
    CHECK_FALSE(polling.listen_given);
    CHECK(polling.secrets.files.empty());
    CHECK_FALSE(polling.receiver.path_given);
    CHECK(polling.poll_interval == std::chrono::seconds{10});
    CHECK(configured.used("listen", {"wait", "a", "--via", "poll"}).empty());
    CHECK_FALSE(
        configured.options<WaitOptions>({"wait", "a", "--existing-subscription"}).reach.given());
  }
  SUBCASE("and takes the rest") {
    const auto listening = configured.options<WaitOptions>({"wait", "a"});
    CHECK(listening.subscribes());
    CHECK(listening.receiver.address.port == 4499);
    CHECK(listening.receiver.path == "/hook");
    CHECK(listening.secrets.files.size() == 1);
    CHECK(configured.used("tunnel", {"wait", "a"}) == "ngrok … (c.toml:2)");
    CHECK(configured.used("tunnel", {"wait", "a", "--tunnel", "ngrok"}) == "ngrok (--tunnel)");
    CHECK(configured.used("tunnel", {"wait", "a", "--tunnel", " ngrok\t--authtoken=s3cr3t"}) ==
          "ngrok … (--tunnel)");
    CHECK(configured.used("tunnel", {"wait", "a", "--tunnel", "TOKEN=s3cr3t ngrok"}) ==
          " … (--tunnel)");
  }
  SUBCASE("what is of another command") {
    CHECK(configured.options<MockOptions>({"mock"}).address.port == 4481);
    CHECK_FALSE(configured.options<SyncOptions>({"sync", "a"}).waiting.poll_interval.has_value());
    CHECK(configured.options<ListenOptions>({"listen"}).api.token_file.empty());
    CHECK(configured.used("environment", {"listen"}).empty());
  }
}

TEST_CASE("fill_in gives a command with one secret the first of several") {
  const Configured configured("secret-file = ['/one', '/two']");
  CHECK(configured.options<SubscribeOptions>({"subscribe", "--url", "https://h"}).secret_file ==
        "/one");
  CHECK(configured.options<TriggerOptions>({"trigger", "DATA_NEW"}).secrets.files.size() == 2);
}

TEST_CASE("fill_in refuses a value that the flag would not take and names its line") {
  CHECK(says(Configured("\n[wait]\ntimeout = 10").refusal({"wait", "a"}), "c.toml:3: timeout: "));
  CHECK(says(Configured("environment = sandbx").refusal({"wait", "a"}), "did you mean 'sandbox'?"));
  CHECK(says(Configured("listen = http").refusal({"listen"}), "c.toml:1: listen: "));
  CHECK(says(Configured("path = hook").refusal({"listen"}), "must begin with /"));
  CHECK(says(Configured("[replay]\ntimeout = 0").refusal({"replay", "a", "--to", "http://h"}),
             "not be 0"));
  CHECK(says(Configured("[listen]\nmax-body = 5MB").refusal({"listen"}), "c.toml:2: "));
}

TEST_CASE("fill_in takes files of secrets from a configuration of ours alone") {
  const Configured open("environment = sandbox\ntoken-file = token");
  REQUIRE(::chmod(open.path.c_str(), 0644) == 0);
  CHECK(says(open.refusal({"integrations"}), "chmod 600 " + open.path));
  CHECK(open.options<IntegrationsOptions>({"integrations", "--token-file", "t"}).api.environment ==
        "sandbox");
}
