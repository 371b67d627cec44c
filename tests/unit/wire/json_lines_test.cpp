#include "wire/json_reader.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("line_of") {
  SUBCASE("finds members by the line of their key") {
    const char* text = "{\n"
                       "  \"a\": 1,\n"
                       "  \"b\":\n"
                       "    {\n"
                       "    \"c\": \"x\", \"d\": null,\n"
                       "    \"e\": true\n"
                       "  },\n"
                       "  \"f\": 2\n"
                       "}\n";
    CHECK(line_of(text, "") == 1);
    CHECK(line_of(text, "/a") == 2);
    CHECK(line_of(text, "/b") == 3);
    CHECK(line_of(text, "/b/c") == 5);
    CHECK(line_of(text, "/b/d") == 5);
    CHECK(line_of(text, "/b/e") == 6);
    CHECK(line_of(text, "/f") == 8);
  }
  SUBCASE("finds items by the line on which they begin") {
    const char* text = "[\n1,\n-2.5\n,\n\"s\",\nnull,\ntrue\n,\n{\n},\n[\n]]";
    CHECK(line_of(text, "/0") == 2);
    CHECK(line_of(text, "/1") == 3);
    CHECK(line_of(text, "/2") == 5);
    CHECK(line_of(text, "/3") == 6);
    CHECK(line_of(text, "/4") == 7);
    CHECK(line_of(text, "/5") == 9);
    CHECK(line_of(text, "/6") == 11);
  }
  SUBCASE("counts items of arrays in arrays") {
    const char* text = "[[1,\n2],\n[],\n[[3,\n4],\n{\"k\":[5,\n6]}]]";
    CHECK(line_of(text, "/0/1") == 2);
    CHECK(line_of(text, "/1") == 3);
    CHECK(line_of(text, "/2/0/0") == 4);
    CHECK(line_of(text, "/2/0/1") == 5);
    CHECK(line_of(text, "/2/1/k/0") == 6);
    CHECK(line_of(text, "/2/1/k/1") == 7);
    CHECK(line_of(text, "/1/0") == 0);
  }
  SUBCASE("finds the document wherever it begins") {
    CHECK(line_of("\n\n  {}", "") == 3);
    CHECK(line_of("\n7\n", "") == 2);
    CHECK(line_of("\"text\"\n", "") == 1);
  }
  SUBCASE("unescapes the pointer") {
    const char* text = "{\n\"a/b\": 1,\n\"c~d\": 2,\n\"~1\": 3,\n\"\": 4,\n\" \": {\n\"e\": 5}}";
    CHECK(line_of(text, "/a~1b") == 2);
    CHECK(line_of(text, "/c~0d") == 3);
    CHECK(line_of(text, "/~01") == 4);
    CHECK(line_of(text, "/") == 5);
    CHECK(line_of(text, "/ /e") == 7);
  }
  SUBCASE("compares keys as the parser decodes them") {
    CHECK(line_of("{\n\"\\u0061\\n\": 1}", "/a\n") == 2);
  }
  SUBCASE("counts CRLF once") {
    const char* text = "{\r\n\"a\": [\r\n1,\r\n2\r\n]\r\n}";
    CHECK(line_of(text, "/a") == 2);
    CHECK(line_of(text, "/a/0") == 3);
    CHECK(line_of(text, "/a/1") == 4);
  }
  SUBCASE("takes the last of a key that is repeated as the parser does") {
    const char* text = "{\n\"a\": {\"b\": 1},\n\"a\": {\n\"b\": 2}}";
    CHECK(line_of(text, "/a") == 3);
    CHECK(line_of(text, "/a/b") == 4);
  }
  SUBCASE("does not mistake a key for an index or a part for the whole") {
    CHECK(line_of("{\n\"0\": 1}", "/0") == 2);
    CHECK(line_of("[\n1]", "/00") == 0);
    CHECK(line_of("[\n1]", "/-") == 0);
    CHECK(line_of("{\n\"ab\": 1}", "/a") == 0);
    CHECK(line_of("{\n\"a\": {\n\"b\": 1}}", "/b") == 0);
  }
  SUBCASE("has no line for what is not there") {
    CHECK(line_of("{}", "/a") == 0);
    CHECK(line_of("[]", "/0") == 0);
    CHECK(line_of("", "") == 0);
    CHECK(line_of("", "/a") == 0);
    CHECK(line_of({}, "/a") == 0);
  }
  SUBCASE("has no line for what is not a pointer") {
    CHECK(line_of("{\"a\": 1}", "a") == 0);
    CHECK(line_of("{\"a\": 1}", "/~2") == 0);
    CHECK(line_of("{\"a\": 1}", "/~") == 0);
  }
  SUBCASE("survives text that is not JSON") {
    CHECK(line_of("{\n\"a\": \xff", "/b") == 0);
    CHECK(line_of("]", "/0") == 0);
    CHECK(line_of(std::string(100'000, '['), "") == 1);
  }
}
