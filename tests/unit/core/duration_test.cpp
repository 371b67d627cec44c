#include "core/time.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

constexpr Duration century = 36'500 * 24h;

Duration parsed(std::string_view text) {
  CAPTURE(text);
  const Result<Duration> duration = parse_duration(text);
  REQUIRE(duration.has_value());
  return *duration;
}

Error refused(std::string_view text) {
  CAPTURE(text);
  const Result<Duration> duration = parse_duration(text);
  REQUIRE_FALSE(duration.has_value());
  CHECK(duration.error().kind == ErrorKind::usage);
  CHECK(duration.error().message.find("'" + std::string(text) + "'") != std::string::npos);
  return duration.error();
}

} // namespace

TEST_CASE("parse_duration") {
  SUBCASE("reads a number with each unit") {
    CHECK(parsed("500ms") == 500ms);
    CHECK(parsed("90s") == 90s);
    CHECK(parsed("45m") == 45min);
    CHECK(parsed("2h") == 2h);
    CHECK(parsed("3d") == 72h);
  }
  SUBCASE("adds units that fall") {
    CHECK(parsed("1h30m") == 90min);
    CHECK(parsed("1d2h3m4s5ms") == 26h + 3min + 4s + 5ms);
    CHECK(parsed("1d1ms") == 24h + 1ms);
    CHECK(parsed("1m1ms") == 1min + 1ms);
  }
  SUBCASE("takes a part that is larger than the unit before it") {
    CHECK(parsed("1h90m") == 150min);
  }
  SUBCASE("takes zero with and without a unit") {
    CHECK(parsed("0") == 0ms);
    CHECK(parsed("0s") == 0ms);
    CHECK(parsed("0d0h0m0s0ms") == 0ms);
  }
  SUBCASE("takes leading zeros") { CHECK(parsed("007s") == 7s); }
  SUBCASE("takes a century and not a millisecond more") {
    CHECK(parsed("36500d") == century);
    CHECK(parsed("36499d24h") == century);
    for (const char* text :
         {"36501d", "36500d1ms", "3153600000001ms", "9223372036854775807d", "9223372036854775808ms",
          "99999999999999999999999999s", "1d99999999999999999999999999s"}) {
      CHECK(refused(text).message.find("longer than a century") != std::string::npos);
    }
  }
  SUBCASE("suggests a unit for a bare number") {
    for (const char* text : {"90", "00", "1000000", "99999999999999999999999999"}) {
      const Error error = refused(text);
      CHECK(error.message.find("no unit") != std::string::npos);
      CHECK(error.hint.find(std::string(text) + "s") != std::string::npos);
      CHECK(error.hint.find(std::string(text) + "m") != std::string::npos);
    }
  }
  SUBCASE("refuses repeated and rising units") {
    for (const char* text : {"1h1h", "1s1s", "30m1h", "1ms1s", "1s1m", "1h1d", "1h1m1m"}) {
      CHECK(refused(text).hint.find("1h30m") != std::string::npos);
    }
  }
  SUBCASE("refuses signs") {
    for (const char* text : {"-1s", "-0s", "+1s", "1h-1m", "--1s", "-"})
      refused(text);
  }
  SUBCASE("refuses white space and the empty text") {
    for (const char* text : {"", " ", " 1s", "1s ", "1 s", "1h 30m", "1s\n", "\t1s"})
      refused(text);
  }
  SUBCASE("refuses what is not a number and a unit") {
    for (const char* text : {"s", "h30m", "1h30", "1.5h", "1,5h", "1e3s", "0x10s", "1S", "1H", "1M",
                             "1sec", "1min", "1hour", "1w", "1y", "1us", "1mss", "forever"}) {
      refused(text);
    }
  }
  SUBCASE("refuses digits and units beyond ASCII") {
    for (const char* text :
         {"\xd9\xa1s", "\xef\xbc\x91s", "5\xc2\xb5s", "1\xef\xbd\x93", "\xff\xfe", "1s\xc3"})
      refused(text);
  }
  SUBCASE("does not stop at a NUL") { refused(std::string_view("1s\0garbage", 10)); }
  SUBCASE("reads no further than the view") {
    CHECK(parsed(std::string_view("90s45").substr(0, 3)) == 90s);
    CHECK(parsed(std::string_view("5ms").substr(0, 2)) == 5min);
  }
}

TEST_CASE("format_duration") {
  SUBCASE("shows the two largest units") {
    CHECK(format_duration(0ms) == "0ms");
    CHECK(format_duration(450ms) == "450ms");
    CHECK(format_duration(12s) == "12s");
    CHECK(format_duration(3min + 12s) == "3m12s");
    CHECK(format_duration(1h + 5min) == "1h05m");
    CHECK(format_duration(48h + 30min) == "2d00h");
    CHECK(format_duration(century) == "36500d00h");
  }
  SUBCASE("never rounds up to a moment that has not come") {
    CHECK(format_duration(999ms) == "999ms");
    CHECK(format_duration(1'999ms) == "1s");
    CHECK(format_duration(59'999ms) == "59s");
    CHECK(format_duration(1h - 1ms) == "59m59s");
    CHECK(format_duration(48h - 1ms) == "47h59m");
  }
  SUBCASE("changes units exactly where they change") {
    CHECK(format_duration(1s) == "1s");
    CHECK(format_duration(1min) == "1m00s");
    CHECK(format_duration(1h) == "1h00m");
    CHECK(format_duration(24h) == "24h00m");
  }
  SUBCASE("shows a negative time as one") { CHECK(format_duration(-5ms) == "-5ms"); }
  SUBCASE("is read back where nothing was cut") {
    for (const Duration duration : std::array<Duration, 5>{1ms, 59s, 61s, 47h + 59min, 73h}) {
      CHECK(parsed(format_duration(duration)) == duration);
    }
  }
}
