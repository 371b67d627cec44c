#include "core/failure_allowance.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace syncbell;

namespace {

FailureAllowance parsed(std::string_view text) {
  CAPTURE(text);
  const Result<FailureAllowance> allowance = parse_failure_allowance(text);
  REQUIRE(allowance.has_value());
  return *allowance;
}

} // namespace

TEST_CASE("parse_failure_allowance") {
  SUBCASE("reads a number of jobs") {
    CHECK(parsed("0").amount == 0);
    CHECK(parsed("3").amount == 3);
    CHECK_FALSE(parsed("3").is_percentage);
    CHECK(parsed("101").amount == 101);
  }
  SUBCASE("reads a share of all jobs") {
    CHECK(parsed("0%").is_percentage);
    CHECK(parsed("5%").amount == 5);
    CHECK(parsed("100%").amount == 100);
  }
  SUBCASE("says what it read") {
    CHECK(parsed("3").text() == "3");
    CHECK(parsed("5%").text() == "5%");
  }
  SUBCASE("refuses everything else and shows how to write it") {
    for (const char* text : {"", "%", "-1", "-1%", "+1", "101%", "1.5", "1.5%", "five", "5 %", " 5",
                             "5% ", "%5", "5%%", "0x5", "99999999999999999999"}) {
      CAPTURE(text);
      const Result<FailureAllowance> allowance = parse_failure_allowance(text);
      REQUIRE_FALSE(allowance.has_value());
      CHECK(allowance.error().kind == ErrorKind::usage);
      CHECK(allowance.error().message.find("'" + std::string(text) + "'") != std::string::npos);
      CHECK(allowance.error().hint.find("5%") != std::string::npos);
    }
  }
}

TEST_CASE("FailureAllowance") {
  SUBCASE("of a number is exceeded by one more") {
    CHECK_FALSE(parsed("0").exceeded_by({10, 0}));
    CHECK(parsed("0").exceeded_by({10, 1}));
    CHECK_FALSE(parsed("3").exceeded_by({0, 3}));
    CHECK(parsed("3").exceeded_by({1000, 4}));
  }
  SUBCASE("of a share is exceeded by any more and not by rounding") {
    CHECK_FALSE(parsed("10%").exceeded_by({9, 1}));
    CHECK(parsed("10%").exceeded_by({8, 1}));
    CHECK_FALSE(parsed("33%").exceeded_by({68, 32}));
    CHECK(parsed("33%").exceeded_by({2, 1}));
    CHECK_FALSE(parsed("100%").exceeded_by({0, 5}));
    CHECK(parsed("0%").exceeded_by({1000, 1}));
  }
  SUBCASE("of a share is not exceeded when there were no jobs") {
    CHECK_FALSE(parsed("0%").exceeded_by({0, 0}));
  }
  SUBCASE("survives the largest counts") {
    constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    CHECK(parsed("5%").exceeded_by({largest, largest}));
    CHECK_FALSE(parsed("50%").exceeded_by({largest, 1}));
  }
}
