#include "core/http_message.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("find_header") {
  const HeaderFields fields{
      {"Host", "a"}, {"X-Twice", "first"}, {"x-twice", "second"}, {"Empty", ""}};
  SUBCASE("compares names without case") {
    CHECK(find_header(fields, "host") == "a");
    CHECK(find_header(fields, "HOST") == "a");
  }
  SUBCASE("takes the first of several") { CHECK(find_header(fields, "X-TWICE") == "first"); }
  SUBCASE("tells an empty value from no field") {
    CHECK(find_header(fields, "empty") == "");
    CHECK(find_header(fields, "absent") == std::nullopt);
    CHECK(find_header({}, "host") == std::nullopt);
  }
  SUBCASE("wants the whole name") {
    CHECK(find_header(fields, "hos") == std::nullopt);
    CHECK(find_header(fields, "hosts") == std::nullopt);
    CHECK(find_header(fields, "host ") == std::nullopt);
    CHECK(find_header(fields, "") == std::nullopt);
  }
}

TEST_CASE("find_number") {
  const HeaderFields fields{{"A", "150"}, {"B", "150;w=60"}, {"C", "many"}, {"D", ""}};
  CHECK(find_number(fields, "a") == 150);
  CHECK(find_number(fields, "b") == 150);
  CHECK(find_number(fields, "c") == std::nullopt);
  CHECK(find_number(fields, "d") == std::nullopt);
  CHECK(find_number(fields, "e") == std::nullopt);
}

TEST_CASE("looks_like_json") {
  CHECK(looks_like_json("{}"));
  CHECK(looks_like_json("\r\n\t ["));
  CHECK_FALSE(looks_like_json("<html>"));
  CHECK_FALSE(looks_like_json(" "));
  CHECK_FALSE(looks_like_json(""));
}

TEST_CASE("equals_ignoring_case") {
  SUBCASE("folds ASCII letters") {
    CHECK(equals_ignoring_case("", ""));
    CHECK(equals_ignoring_case("AZaz-09", "azAZ-09"));
  }
  SUBCASE("folds nothing else") {
    CHECK_FALSE(equals_ignoring_case("@", "`"));
    CHECK_FALSE(equals_ignoring_case("[", "{"));
    CHECK_FALSE(equals_ignoring_case("\xc3\x89", "\xc3\xa9"));
    CHECK_FALSE(equals_ignoring_case("\xe2\x84\xaa", "k")); // the Kelvin sign
    CHECK_FALSE(equals_ignoring_case("a", "ab"));
  }
}

TEST_CASE("RawRequest::path") {
  RawRequest request;
  const auto path_of = [&request](std::string target) {
    request.target = std::move(target);
    return std::string(request.path());
  };
  SUBCASE("cuts the query off") {
    CHECK(path_of("/hook?a=1") == "/hook");
    CHECK(path_of("/hook?a=1?b") == "/hook");
    CHECK(path_of("/hook?") == "/hook");
    CHECK(path_of("?a") == "");
  }
  SUBCASE("keeps a target without a query as it is") {
    CHECK(path_of("/hook") == "/hook");
    CHECK(path_of("/") == "/");
    CHECK(path_of("") == "");
  }
  SUBCASE("decodes nothing") { CHECK(path_of("/a%2Fb/../c%3F?q") == "/a%2Fb/../c%3F"); }
}

TEST_CASE("set_header") {
  HeaderFields fields{{"X-A", "1"}, {"b", "2"}, {"x-a", "3"}};
  SUBCASE("replaces the first and drops the others") {
    set_header(fields, "x-A", "4");
    CHECK(fields == HeaderFields{{"X-A", "4"}, {"b", "2"}});
  }
  SUBCASE("adds what is not there") {
    set_header(fields, "c", "4");
    CHECK(fields.back() == HeaderField{"c", "4"});
    CHECK(fields.size() == 4);
  }
  SUBCASE("drops all for an empty value") {
    set_header(fields, "x-a", "");
    CHECK(fields == HeaderFields{{"b", "2"}});
    set_header(fields, "c", "");
    CHECK(fields.size() == 1);
  }
}

TEST_CASE("trimmed") {
  CHECK(trimmed(" \t a b\t ") == "a b");
  CHECK(trimmed("a") == "a");
  CHECK(trimmed(" \t").empty());
  CHECK(trimmed("").empty());
}

TEST_CASE("is_listed") {
  CHECK(is_listed("close", "close"));
  CHECK(is_listed("x-hop", " close ,\tX-Hop "));
  CHECK_FALSE(is_listed("hop", "close, X-Hop"));
  CHECK_FALSE(is_listed("close", ""));
}

TEST_CASE("is_listed_in") {
  const HeaderFields fields{
      {"connection", "keep-alive, X-Hop"}, {"Accept", "close"}, {"Connection", "TE"}};
  CHECK(is_listed_in(fields, "Connection", "x-hop"));
  CHECK(is_listed_in(fields, "Connection", "te"));
  CHECK_FALSE(is_listed_in(fields, "Connection", "close"));
}
