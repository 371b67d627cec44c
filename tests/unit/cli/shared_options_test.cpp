#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

using namespace syncbell;

namespace {

template <class Options>
bool takes(Options& options, std::vector<std::string> arguments) {
  CLI::App app;
  describe(app, options);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
    return true;
  } catch (const CLI::ParseError&) {
    return false;
  }
}

} // namespace

TEST_CASE("describe OutputOptions") {
  OutputOptions options;
  CHECK(takes(options, {"--color", "always", "-q", "-v", "--json"}));
  CHECK(options.color == ColorChoice::always);
  CHECK(takes(options, {"--color", "never"}));
  CHECK(options.color == ColorChoice::never);
  CHECK(takes(options, {"--color", "auto"}));
  CHECK(options.color == ColorChoice::automatic);
  CHECK_FALSE(takes(options, {"--color", "yes"}));
  CHECK(options.json);
  CHECK(options.quiet);
  CHECK(options.verbose);
}

TEST_CASE("describe ApiOptions") {
  ApiOptions options;
  CHECK(takes(options, {"--token-file", "-", "--environment", "production"}));
  CHECK(options.token_file == "-");
  CHECK(options.environment == "production");
  CHECK_FALSE(takes(options, {"--environment", "staging"}));
  SUBCASE("has no flag that takes the token itself") {
    CHECK_FALSE(takes(options, {"--token", "t"}));
    CHECK_FALSE(takes(options, {"--api-token", "t"}));
  }
}

TEST_CASE("describe SecretOptions") {
  SecretOptions options;
  CHECK(takes(options, {"--secret-file", "a", "--secret-file", "-"}));
  CHECK(options.files == std::vector<std::string>{"a", "-"});
  SUBCASE("has no flag that takes the secret itself") {
    CHECK_FALSE(takes(options, {"--secret", "s"}));
  }
}

TEST_CASE("describe SaveOptions") {
  SaveOptions options;
  CHECK(takes(options, {"--save", "a/b.jsonl"}));
  CHECK(options.path == "a/b.jsonl");
  CHECK_FALSE(takes(options, {"--save", ""}));
}

TEST_CASE("describe ReceiverOptions") {
  ReceiverOptions options;
  CHECK(takes(options, {"--listen", "[::1]:0", "--path", "/", "--max-body", "1"}));
  CHECK(options.address.host == "::1");
  CHECK(options.address.port == 0);
  CHECK(options.max_body_bytes == 1);
  CHECK_FALSE(takes(options, {"--path", ""}));
  CHECK_FALSE(takes(options, {"--path", "/a#b"}));
  for (const char* path : {"/a b", "/é", "/\x1b[31m", "/a\x7f"})
    CHECK_FALSE(takes(options, {"--path", path})); // no sender asks for it so
  CHECK(takes(options, {"--path", "/a%20b"}));
}
