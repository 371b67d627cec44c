#include "cli/configuration.hpp"
#include "support/configured.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("Configuration names files from where it is") {
  Configured configured("token-file = 'token'\ncacert = '~/ca.pem'\nsecret-file = [a, '/b']");
  configured.variables["HOME"] = "/home/me";
  const auto options = configured.options<ListenOptions>({"listen", "--subscribe"});
  CHECK(options.api.token_file == configured.folder.path("token"));
  CHECK(options.api.ca_file == "/home/me/ca.pem");
  CHECK(options.secrets.files == std::vector<std::string>{configured.folder.path("a"), "/b"});
}

TEST_CASE("Configuration refuses what is said twice") {
  CHECK(says(Configured("color = auto\n\ncolor = never").refusal({"wait"}),
             "c.toml:3: color is set twice\n  hint: line 1"));
  CHECK(says(Configured("[wait]\ntimeout = 1h\n[wait]\ntimeout = 2h").refusal({"wait"}), "twice"));
  CHECK(says(Configured("api-url = 'https://h'\nenvironment = sandbox").refusal({"wait"}),
             "c.toml:2: environment does not go with api-url"));
  CHECK(says(Configured("tunnel = t\npublic-url = u").refusal({"wait"}), "tunnel"));
}

TEST_CASE("Configuration knows its profiles") {
  const Configured configured("color = auto\n[profile.a]\ncolor = never\n[profile.b]\n");
  CHECK(configured.used("color", {"integrations"}) == "auto (c.toml:1)");
  CHECK(configured.used("color", {"integrations", "--profile", "a"}) == "never (c.toml:3)");
  CHECK(configured.used("color", {"integrations", "--profile", "b"}) == "auto (c.toml:1)");
  const std::string complaint = configured.refusal({"integrations", "--profile", "c"});
  CHECK(says(complaint, "profiles there: a, b"));
  CHECK(says(Configured("").refusal({"wait", "--profile", "c"}), "[profile.NAME]"));
}

TEST_CASE("Configuration puts the profile and the command's table first") {
  const Configured configured(
      "tunnel = one\n[wait]\ntunnel = two\n[profile.p]\ntunnel = three\n"
      "[profile.p.wait]\ntunnel = four\n[profile.q]\npublic-url = 'https://h'");
  CHECK(configured.used("tunnel", {"listen"}) == "one (c.toml:1)");
  CHECK(configured.used("tunnel", {"wait"}) == "two (c.toml:3)");
  CHECK(configured.used("tunnel", {"listen", "--profile", "p"}) == "three (c.toml:5)");
  CHECK(configured.used("tunnel", {"wait", "--profile", "p"}) == "four (c.toml:7)");
  CHECK(configured.used("tunnel", {"wait", "--profile", "q"}) == "");
  CHECK(configured.used("public-url", {"wait", "--profile", "q"}) == "https://h (c.toml:9)");
}
