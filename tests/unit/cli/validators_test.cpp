#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "support/described_options.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

TEST_CASE("not_empty") {
  std::string value;
  const auto describe = [&](CLI::App& app) { app.add_option("--file", value)->check(not_empty()); };
  CHECK(parse(describe, {"--file", "x"}).empty());
  CHECK(parse(describe, {}).empty());
  CHECK(parse(describe, {"--file", ""}).find("--file") != std::string::npos);
}

TEST_CASE("between") {
  int few = 0;
  std::int64_t any = 0;
  const auto describe = [&](CLI::App& app) {
    app.add_option("--few", few, "")->check(between(1, 9));
    app.add_option("--any", any, "")->check(between(1));
  };
  CHECK(parse(describe, {"--few", "9", "--any", "9223372036854775807"}).empty());
  CHECK(few == 9);
  CHECK(any == std::numeric_limits<std::int64_t>::max());
  for (const char* refused : {"0", "10", "-1", "x", "1x", "1.5", "99999999999999999999"}) {
    CHECK(parse(describe, {"--few", refused}) ==
          "--few: '" + std::string(refused) + "' is not a whole number from 1 to 9");
  }
  CHECK(parse(describe, {"--any", "0"}) == "--any: '0' is not a whole number from 1 up");
}

TEST_CASE("no_stream and not_zero") {
  std::string file;
  std::optional<Duration> time;
  const auto describe = [&](CLI::App& app) {
    app.add_option("--out", file, "")->check(no_stream());
    add_duration(app, "--time", time, "")->check(not_zero());
  };
  CHECK(parse(describe, {"--out", "a", "--time", "1s"}).empty());
  CHECK(parse(describe, {"--out", "-"}).find("--out") == 0);
  CHECK(parse(describe, {"--time", "0"}).find("--time") == 0);
  CHECK(parse(describe, {"--time", "0s"}).find("--time") == 0);
  CHECK(parse(describe, {"--time", "5"}).find("5s") != std::string::npos);
}
