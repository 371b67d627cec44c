#include "core/status_expectation.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;

namespace {

StatusExpectation expectation(const char* text) {
  const auto parsed = StatusExpectation::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

} // namespace

TEST_CASE("StatusExpectation::admits") {
  SUBCASE("success unless told otherwise") {
    const StatusExpectation success;
    for (const int status : {200, 204, 299})
      CHECK(success.admits(status));
    for (const int status : {-1, 0, 100, 199, 300, 401, 500, 1000})
      CHECK_FALSE(success.admits(status));
  }
  SUBCASE("a class or a status or several") {
    CHECK(expectation("4xx").admits(404));
    CHECK_FALSE(expectation("4xx").admits(200));
    CHECK(expectation("5XX").admits(503));
    CHECK(expectation("401,403").admits(401));
    CHECK(expectation("401,403").admits(403));
    CHECK_FALSE(expectation("401,403").admits(402));
    CHECK(expectation("2xx,404").admits(204));
    CHECK(expectation("2xx,404").admits(404));
  }
}

TEST_CASE("StatusExpectation::parse refuses") {
  for (const std::string text : {"", ",", "200,", ",200", "20", "2000", "2x", "xx2", "600", "099",
                                 "200 ", "2xX", "-20", "ok"}) {
    CAPTURE(text);
    const auto parsed = StatusExpectation::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::usage);
    CHECK(parsed.error().hint.find("2xx") != std::string::npos);
  }
}
