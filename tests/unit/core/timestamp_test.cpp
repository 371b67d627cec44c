#include "core/time.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

constexpr WallTime at(std::chrono::sys_days day, Duration time_of_day) { return day + time_of_day; }

constexpr std::chrono::sys_days november_23 = 2026y / 11 / 23;

WallTime parsed(std::string_view text) {
  CAPTURE(text);
  const Result<WallTime> time = parse_timestamp(text);
  REQUIRE(time.has_value());
  return *time;
}

void refused(std::string_view text) {
  CAPTURE(text);
  const Result<WallTime> time = parse_timestamp(text);
  REQUIRE_FALSE(time.has_value());
  CHECK(time.error().kind == ErrorKind::usage);
  CHECK(time.error().message.find("'" + std::string(text) + "'") != std::string::npos);
  CHECK_FALSE(time.error().hint.empty());
}

} // namespace

TEST_CASE("parse_timestamp") {
  SUBCASE("reads UTC") {
    CHECK(parsed("2026-11-23T08:00:00Z") == at(november_23, 8h));
    CHECK(parsed("1970-01-01T00:00:00Z") == WallTime{});
  }
  SUBCASE("takes lower case and a space between date and time") {
    CHECK(parsed("2026-11-23t08:00:00z") == at(november_23, 8h));
    CHECK(parsed("2026-11-23 08:00:00Z") == at(november_23, 8h));
  }
  SUBCASE("subtracts the offset") {
    CHECK(parsed("2026-11-23T09:30:00+01:30") == at(november_23, 8h));
    CHECK(parsed("2026-11-23T03:00:00-05:00") == at(november_23, 8h));
    CHECK(parsed("2026-11-23T08:00:00-00:00") == at(november_23, 8h));
    CHECK(parsed("2026-11-24T07:59:00+23:59") == at(november_23, 8h));
  }
  SUBCASE("crosses days and years by the offset") {
    CHECK(parsed("2026-01-01T00:30:00+01:00") == at(2025y / 12 / 31, 23h + 30min));
    CHECK(parsed("2025-12-31T23:30:00-01:00") == at(2026y / 1 / 1, 30min));
  }
  SUBCASE("reads one to nine digits of the second and cuts at the millisecond") {
    CHECK(parsed("2026-11-23T08:00:00.1Z") == at(november_23, 8h + 100ms));
    CHECK(parsed("2026-11-23T08:00:00.12Z") == at(november_23, 8h + 120ms));
    CHECK(parsed("2026-11-23T08:00:00.123Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.1239Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.12345Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.123456Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.1234567Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.12345678Z") == at(november_23, 8h + 123ms));
    CHECK(parsed("2026-11-23T08:00:00.999999999Z") == at(november_23, 8h + 999ms));
    CHECK(parsed("2026-11-23T08:00:00." + std::string(1'000, '9') + "Z") ==
          at(november_23, 8h + 999ms));
    CHECK(parsed("2026-11-23T08:00:00.001+00:00") == at(november_23, 8h + 1ms));
  }
  SUBCASE("takes a leap second as the first of the next minute") {
    CHECK(parsed("2016-12-31T23:59:60Z") == at(2017y / 1 / 1, 0ms));
  }
  SUBCASE("knows leap years") {
    CHECK(parsed("2024-02-29T00:00:00Z") == at(2024y / 2 / 29, 0ms));
    CHECK(parsed("2000-02-29T00:00:00Z") == at(2000y / 2 / 29, 0ms));
    refused("2026-02-29T00:00:00Z");
    refused("1900-02-29T00:00:00Z");
    refused("2024-02-30T00:00:00Z");
  }
  SUBCASE("reads the first and the last year") {
    CHECK(format_timestamp(parsed("0000-01-01T00:00:00Z")) == "0000-01-01T00:00:00.000Z");
    CHECK(format_timestamp(parsed("9999-12-31T23:59:59.999Z")) == "9999-12-31T23:59:59.999Z");
  }
  SUBCASE("refuses dates and times that do not exist") {
    for (const char* text :
         {"2026-00-23T08:00:00Z", "2026-13-23T08:00:00Z", "2026-11-00T08:00:00Z",
          "2026-11-31T08:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z",
          "2026-11-23T08:00:61Z", "2026-11-23T08:00:00+24:00", "2026-11-23T08:00:00+00:60"}) {
      refused(text);
    }
  }
  SUBCASE("refuses what lies beyond the years that can be written") {
    for (const char* text :
         {"0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z"}) {
      refused(text);
    }
  }
  SUBCASE("refuses a time without an offset") {
    for (const char* text : {"2026-11-23T08:00:00", "2026-11-23T08:00:00.123", "2026-11-23"}) {
      refused(text);
    }
  }
  SUBCASE("refuses parts that are short or malformed") {
    for (const char* text : {"",
                             "Z",
                             "2026",
                             "26-11-23T08:00:00Z",
                             "2026-1-23T08:00:00Z",
                             "2026-11-3T08:00:00Z",
                             "2026/11/23T08:00:00Z",
                             "20261123T080000Z",
                             "2026-11-23T8:00:00Z",
                             "2026-11-23T08:00Z",
                             "2026-11-23T08:00:0Z",
                             "2026-11-23T08:00:00.Z",
                             "2026-11-23T08:00:00,5Z",
                             "2026-11-23T08:00:00+1:00",
                             "2026-11-23T08:00:00+01",
                             "2026-11-23T08:00:00+0100",
                             "2026-11-23T08:00:00 Z",
                             "2026-11-23T08:00:00UTC",
                             "-026-11-23T08:00:00Z",
                             "+026-11-23T08:00:00Z",
                             "2026-11-23T08:00:-1Z",
                             "1795420800"}) {
      refused(text);
    }
  }
  SUBCASE("refuses anything before the beginning and after the end") {
    for (const char* text :
         {" 2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z ", "2026-11-23T08:00:00Z\n",
          "2026-11-23T08:00:00ZZ", "2026-11-23T08:00:00Z+01:00", "2026-11-23T08:00:00+01:00Z",
          "2026-11-23T08:00:00+01:000", "2026-11-23T08:00:00.123456789Zx"}) {
      refused(text);
    }
    refused(std::string_view("2026-11-23T08:00:00Z\0", 21));
  }
  SUBCASE("refuses digits beyond ASCII") {
    refused("\xef\xbc\x92"
            "026-11-23T08:00:00Z");
    refused("2026\xe2\x80\x90"
            "11-23T08:00:00Z");
    refused("\xff\xff\xff\xff-11-23T08:00:00Z");
  }
  SUBCASE("reads no further than the view") {
    const std::string_view text = "2026-11-23T08:00:00Z";
    for (std::size_t size = 0; size < text.size(); ++size)
      refused(text.substr(0, size));
  }
}

TEST_CASE("format_timestamp") {
  SUBCASE("writes UTC with milliseconds") {
    CHECK(format_timestamp(at(november_23, 8h + 123ms)) == "2026-11-23T08:00:00.123Z");
    CHECK(format_timestamp(at(november_23, 8h + 3ms)) == "2026-11-23T08:00:00.003Z");
    CHECK(format_timestamp(WallTime{}) == "1970-01-01T00:00:00.000Z");
  }
  SUBCASE("writes times before 1970") {
    CHECK(format_timestamp(WallTime{-1ms}) == "1969-12-31T23:59:59.999Z");
  }
  SUBCASE("is read back") {
    for (const WallTime time :
         {WallTime{-1ms}, at(2024y / 2 / 29, 24h - 1ms), at(november_23, 1ms)}) {
      CHECK(parsed(format_timestamp(time)) == time);
    }
  }
}
