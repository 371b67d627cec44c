#include "cli/config_check.hpp"
#include "support/configured.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

std::string refusal(const std::string& text) { return Configured(text).refusal({"integrations"}); }

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  CAPTURE(part);
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("config_error of a setting that is none") {
  SUBCASE("names the place and the nearest and not the value") {
    CHECK(
        says(refusal("\ncolr = s3cr3t"), "c.toml:2: unknown setting colr; did you mean 'color'?"));
    CHECK(
        says(refusal("[wait]\npol-interval = s3cr3t"), "in [wait]; did you mean 'poll-interval'?"));
    CHECK(says(refusal("frobnicate = 1"), "settings are color, "));
  }
  SUBCASE("is made of a flag that a run decides about") {
    for (const char* name : {"json = true", "yes = true", "event = DATA_NEW", "url = 'https://h'"})
      CHECK(says(refusal(name), "unknown setting"));
  }
  SUBCASE("is made of one that this command does not have") {
    CHECK(says(refusal("[integrations]\nlisten = 1"), "unknown setting listen in [integrations]"));
    CHECK(says(refusal("[wait]\nscenario = x"), "unknown setting scenario"));
  }
  SUBCASE("of one that each command has for itself says where it may stand") {
    const std::string complaint = refusal("[profile.staging]\ntimeout = 1h");
    CHECK(says(complaint, "c.toml:2: timeout is set for each command by itself"));
    CHECK(says(complaint, "[wait]"));
    CHECK_FALSE(says(complaint, "[mock]"));
  }
}

TEST_CASE("config_error of a table that is none") {
  CHECK(says(refusal("[wiat]"),
             "c.toml:1: [wiat] is no command with settings; did you mean 'wait'?"));
  CHECK(says(refusal("[completion]"), "no command with settings"));
  CHECK(says(refusal("[profile]"), "[profile.NAME]"));
  CHECK(says(refusal("[wait.a]"), "[wait.a] is no table"));
  CHECK(says(refusal("[default]"), "[default] is no command with settings"));
  CHECK(
      says(refusal("[profile.a.wait]\ntimout = 1h"), "unknown setting timout in [profile.a.wait]"));
  CHECK(says(refusal("[profile.a.wait.b]"), "no table"));
  CHECK(says(refusal("[profile.a.wiat]"), "did you mean 'wait'?"));
}

TEST_CASE("config_error of a secret in clear") {
  for (const char* line :
       {"token = s3cr3t", "API_TOKEN = 's3cr3t'", "PROPEXO_API_TOKEN = s3cr3t"}) {
    const std::string complaint = refusal(line);
    CHECK(says(complaint, "c.toml:1: "));
    CHECK(says(complaint, "a secret is not kept in the configuration"));
    CHECK(says(complaint, "token-file = "));
  }
  CHECK(says(refusal("[listen]\nwebhook-secret = s3cr3t"), "secret-file = "));
  CHECK(says(refusal("token_file = x"), "did you mean 'token-file'?"));
  SUBCASE("that others could read says so too") {
    const Configured open("token = s3cr3t");
    REQUIRE(::chmod(open.path.c_str(), 0644) == 0);
    CHECK(says(open.refusal({"integrations"}), "chmod 600 " + open.path));
    CHECK_FALSE(says(refusal("token = s3cr3t"), "chmod"));
  }
}

TEST_CASE("config_error of a value") {
  CHECK(says(refusal("color = ''"), "color is empty"));
  CHECK(says(refusal("secret-file = []"), "secret-file is empty"));
  CHECK(says(refusal("secret-file = [a, '']"), "is empty"));
  CHECK(says(refusal("environment = [sandbox, production]"), "one value"));
  CHECK(says(refusal("token-file = '-'"), "must be a file"));
  CHECK(says(refusal("secret-file = [a, '-']"), "must be a file"));
}
