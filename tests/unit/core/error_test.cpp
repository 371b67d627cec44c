#include "core/error.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace syncbell;

TEST_CASE("name_of error kind") {
  SUBCASE("says the word of the JSON output") {
    CHECK(name_of(ErrorKind::local) == std::string("local"));
    CHECK(name_of(ErrorKind::usage) == std::string("usage"));
    CHECK(name_of(ErrorKind::auth) == std::string("auth"));
    CHECK(name_of(ErrorKind::api) == std::string("api"));
    CHECK(name_of(ErrorKind::network) == std::string("network"));
    CHECK(name_of(ErrorKind::cancelled) == std::string("cancelled"));
  }
  SUBCASE("has one for a kind out of range") {
    CHECK(name_of(static_cast<ErrorKind>(99)) == std::string("local"));
  }
}

TEST_CASE("describe error") {
  SUBCASE("gives the message alone where there is no hint") {
    CHECK(describe({ErrorKind::api, "no such integration"}) == "no such integration");
  }
  SUBCASE("puts the hint on a second line") {
    CHECK(describe({ErrorKind::usage, "no token", "set PROPEXO_API_TOKEN"}) ==
          "no token\n  hint: set PROPEXO_API_TOKEN");
  }
}

TEST_CASE("an error is temporary where the same may go well later") {
  CHECK(is_temporary({ErrorKind::network, ""}));
  CHECK(is_temporary({ErrorKind::unavailable, ""}));
  for (const ErrorKind kind : {ErrorKind::local, ErrorKind::usage, ErrorKind::not_found,
                               ErrorKind::auth, ErrorKind::api, ErrorKind::cancelled})
    CHECK_FALSE(is_temporary({kind, ""}));
}
