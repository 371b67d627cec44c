#include "core/http_date.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("parse_http_date") {
  SUBCASE("reads the form that servers send") {
    const auto time = parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT");
    REQUIRE(time.has_value());
    CHECK(format_timestamp(*time) == "2026-10-21T07:28:00.000Z");
  }
  SUBCASE("reads what is written for every day of a year") {
    for (int day = 0; day < 366; ++day) {
      const WallTime time = *parse_timestamp("2027-12-31T23:59:59Z") + std::chrono::days{day};
      CHECK(parse_http_date(format_http_date(time)) == time);
    }
  }
  SUBCASE("takes nothing else") {
    for (const char* text :
         {"", "Wed, 21 Oct 2026 07:28:00", "Wed, 21 Oct 2026 07:28:00 UTC",
          "Wed, 21 Xyz 2026 07:28:00 GMT", "Wed, 32 Oct 2026 07:28:00 GMT",
          "Wed; 21 Oct 2026 07:28:00 GMT", "2026-10-21T07:28:00Z",
          "Wednesday, 21-Oct-26 07:28:00 GMT", "Wed, 21 Oct 2026 25:28:00 GMT"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_http_date(text).has_value());
    }
  }
}

TEST_CASE("format_http_date") {
  const auto written = [](const char* time) { return format_http_date(*parse_timestamp(time)); };
  CHECK(written("2026-10-21T07:28:00.999Z") == "Wed, 21 Oct 2026 07:28:00 GMT");
  CHECK(written("2027-01-03T00:00:00Z") == "Sun, 03 Jan 2027 00:00:00 GMT");
  CHECK(written("2028-02-29T23:59:59Z") == "Tue, 29 Feb 2028 23:59:59 GMT");
}
