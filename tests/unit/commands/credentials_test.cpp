#include "commands/credentials.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  Fixture() { machine.variables.clear(); }

  Result<std::optional<Secret>> token(const std::string& file = "") {
    Environment environment = machine.environment();
    Console console(machine.io, {.verbose = true}, {});
    return find_token({file, "", "", ""}, environment, console);
  }
  Result<std::vector<Secret>> secrets(std::vector<std::string> files = {}) {
    Environment environment = machine.environment();
    Console console(machine.io, {.verbose = true}, {});
    return find_secrets({std::move(files)}, environment, console);
  }

  TestEnvironment machine;
  TemporaryFolder folder;
};

template <class Value>
Error failure(const Result<Value>& result) {
  REQUIRE_FALSE(result.has_value());
  CHECK(describe(result.error()).find("hush") == std::string::npos);
  return result.error();
}

} // namespace

TEST_CASE("find_token") {
  Fixture fixture;
  SUBCASE("gives nothing where neither file nor variable is given") {
    const auto token = fixture.token();
    REQUIRE(token.has_value());
    CHECK_FALSE(token->has_value());
  }
  SUBCASE("takes the variable and says so without showing it") {
    fixture.machine.variables["PROPEXO_API_TOKEN"] = "hush\n";
    CHECK((**fixture.token()).reveal() == "hush");
    CHECK(fixture.machine.io.err().find("PROPEXO_API_TOKEN") != std::string::npos);
    CHECK(fixture.machine.io.err().find("hush") == std::string::npos);
  }
  SUBCASE("prefers the file") {
    fixture.machine.variables["PROPEXO_API_TOKEN"] = "other";
    CHECK((**fixture.token(fixture.folder.file("t", "hush\r\n"))).reveal() == "hush");
  }
  SUBCASE("reads standard input") {
    fixture.machine.io.in = "hush\n";
    CHECK((**fixture.token("-")).reveal() == "hush");
  }
  SUBCASE("passes over a byte order mark") {
    CHECK((**fixture.token(fixture.folder.file("t", "\xef\xbb\xbfhush\r\n"))).reveal() == "hush");
    fixture.machine.io.in = "\xef\xbb\xbfhush\n";
    CHECK((**fixture.token("-")).reveal() == "hush");
    CHECK(failure(fixture.token(fixture.folder.file("m", "\xef\xbb\xbf\n")))
              .message.ends_with("m is empty"));
  }
  SUBCASE("says that standard input can be read once only") {
    CHECK(failure(fixture.token("-")).hint.find("once") != std::string::npos);
  }
  SUBCASE("refuses a variable that is set but empty") {
    for (const char* value : {"", "\n", "\r\n", " \t\n"}) {
      fixture.machine.variables["PROPEXO_API_TOKEN"] = value;
      CHECK(failure(fixture.token()).kind == ErrorKind::auth);
    }
  }
  SUBCASE("refuses what would break a header") {
    fixture.machine.variables["PROPEXO_API_TOKEN"] = "hush\r\nX-Evil: 1";
    CHECK(failure(fixture.token()).kind == ErrorKind::auth);
    failure(fixture.token(fixture.folder.file("t", "hush\nhush")));
    failure(fixture.token(fixture.folder.file("n", std::string("hush\0x", 6))));
  }
  SUBCASE("refuses a file that is empty or cannot be read") {
    CHECK(failure(fixture.token(fixture.folder.file("t", ""))).kind == ErrorKind::usage);
    CHECK(failure(fixture.token(fixture.folder.file("t", "\n\n"))).kind == ErrorKind::usage);
    CHECK(failure(fixture.token(fixture.folder.path("missing"))).message.find("missing") !=
          std::string::npos);
    CHECK(failure(fixture.token("-")).message.find("standard input") != std::string::npos);
  }
}

TEST_CASE("find_secrets") {
  Fixture fixture;
  SUBCASE("gives none where none is given") {
    const auto secrets = fixture.secrets();
    REQUIRE(secrets.has_value());
    CHECK(secrets->empty());
  }
  SUBCASE("takes every file in order and not the variable") {
    fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "other";
    const auto secrets = fixture.secrets(
        {fixture.folder.file("old", "hush-old\n"), fixture.folder.file("new", "hush-new")});
    REQUIRE(secrets.has_value());
    REQUIRE(secrets->size() == 2);
    CHECK(secrets->at(0).reveal() == "hush-old");
    CHECK(secrets->at(1).reveal() == "hush-new");
    CHECK(fixture.machine.io.err().find("hush") == std::string::npos);
  }
  SUBCASE("takes the variable") {
    fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "hush\n";
    const auto secrets = fixture.secrets();
    REQUIRE(secrets.has_value());
    CHECK(secrets->at(0).reveal() == "hush");
  }
  SUBCASE("passes over a byte order mark") {
    CHECK((*fixture.secrets({fixture.folder.file("m", "\xef\xbb\xbfhush\n")}))[0].reveal() ==
          "hush");
  }
  SUBCASE("keeps white space within a secret") {
    fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = " hush hush ";
    CHECK((*fixture.secrets())[0].reveal() == " hush hush ");
  }
  SUBCASE("never takes an empty one for no secret") {
    for (const char* value : {"", "\n", "\r\n\n", " "}) {
      fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = value;
      CHECK(failure(fixture.secrets()).kind == ErrorKind::usage);
    }
    const std::string empty = fixture.folder.file("empty", "\n");
    CHECK(failure(fixture.secrets({fixture.folder.file("good", "hush"), empty})).kind ==
          ErrorKind::usage);
    CHECK(failure(fixture.secrets({fixture.folder.path("missing")})).kind == ErrorKind::usage);
  }
  SUBCASE("refuses more than one line in the variable as in a file") {
    fixture.machine.variables["PROPEXO_WEBHOOK_SECRET"] = "hush\nhush";
    CHECK(failure(fixture.secrets()).kind == ErrorKind::usage);
    failure(fixture.secrets({fixture.folder.file("two", "hush\nhush")}));
  }
  SUBCASE("refuses standard input twice") {
    fixture.machine.io.in = "hush";
    failure(fixture.secrets({"-", "-"}));
  }
}
