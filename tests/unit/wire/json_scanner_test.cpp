#include "wire/json_scanner.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <vector>

using namespace syncbell;

namespace {

using Json = nlohmann::ordered_json;

bool is_json(std::string_view text) {
  JsonScanner scanner(text);
  std::string_view value;
  return scanner.value(value) && scanner.end();
}

std::string problem_of(std::string_view text) {
  JsonScanner scanner(text);
  std::string_view value;
  CHECK_FALSE((scanner.value(value) && scanner.end()));
  return std::string(scanner.problem());
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text;
  return all;
}

} // namespace

TEST_CASE("JsonScanner::value") {
  SUBCASE("takes every kind of value and the white space before it") {
    for (const char* text :
         {"null", "true", "false", "0", "-0", "12", "-1.50", "1e5", "1E-5", "0.0e+00", "\"\"",
          "\"a\\\"b\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"", "{}", "[]", "{ }", "[ ]",
          "[1,[2,[]],{}]", "{\"a\":{\"b\":[{}]},\"a\":1}", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n"}) {
      CAPTURE(text);
      CHECK(is_json(text));
    }
  }
  SUBCASE("takes numbers of any size") {
    for (const char* text : {"1e400", "-1e-99999", "123456789012345678901234567890.5"}) {
      CHECK(is_json(text));
    }
  }
  SUBCASE("takes half a surrogate pair which only decoding refuses") {
    CHECK(is_json("\"\\ud83d\""));
    CHECK(is_json("\"\\ude00\\ud83d\""));
  }
  SUBCASE("gives the text of the value") {
    JsonScanner scanner(" [ 1, {\"a\" : 2 } ] , 3");
    std::string_view value;
    CHECK(scanner.value(value));
    CHECK(value == "[ 1, {\"a\" : 2 } ]");
    CHECK(scanner.offset() == 18);
  }
  SUBCASE("refuses what is none") {
    for (const char* text : {"",          " ",
                             "nul",       "nulll",
                             "True",      "+1",
                             "01",        "-",
                             ".5",        "1.",
                             "1e",        "1e+",
                             "0x1",       "NaN",
                             "'a'",       "\"a",
                             "\"\\x\"",   "\"\\u12g4\"",
                             "\"\\u12\"", "\"a\nb\"",
                             "\"\t\"",    "{",
                             "[",         "}",
                             "]",         "[1",
                             "[1,",       "[1,]",
                             "[,1]",      "[1 2]",
                             "[1}",       "{]",
                             "{\"a\"}",   "{\"a\":}",
                             "{a:1}",     "{\"a\":1,}",
                             "{,}",       "{\"a\":1 \"b\":2}",
                             "{\"a\" 1}", "{1:2}",
                             "1 2",       "{} x",
                             "// a\n1"}) {
      CAPTURE(text);
      CHECK_FALSE(is_json(text));
    }
    CHECK_FALSE(is_json(std::string_view("1\0", 2)));
    CHECK_FALSE(is_json(std::string_view("\"a\0\"", 4)));
  }
  SUBCASE("is not brought down by nesting") {
    const int deep = 1'000'000;
    CHECK(is_json(repeated("[", deep) + repeated("]", deep)));
    CHECK(is_json(repeated("{\"a\":", deep) + "1" + repeated("}", deep)));
    CHECK_FALSE(is_json(repeated("[", deep)));
  }
}

TEST_CASE("JsonScanner says what is wrong") {
  CHECK(problem_of("{\"a\":1") == "it ends too early");
  CHECK(problem_of("\"a") == "it ends too early");
  CHECK(problem_of("") == "it ends too early");
  CHECK(problem_of("{\"a\" 1}") == "there is no colon behind a name");
  CHECK(problem_of("{a:1}") == "there is no text in double quotes where it is expected");
  CHECK(problem_of("[1 2]") == "there is neither a comma nor a closing bracket behind a value");
  CHECK(problem_of("[1,]") == "there is no value where one is expected");
  CHECK(problem_of("01") == "a number is malformed");
  CHECK(problem_of("tru ") == "a value is malformed");
  CHECK(problem_of("\"\n\"") == "text holds a control character");
  CHECK(problem_of("\"\\x\"") == "an escape in text is malformed");
  CHECK(problem_of("{} {}") == "something follows the end of the document");
}

TEST_CASE("JsonScanner::string") {
  std::string text;
  SUBCASE("decodes every escape") {
    JsonScanner scanner(R"( "a\"\\\/\b\f\n\r\t\u0000\u007f\u00e9\u20ac\ud83d\ude00z" )");
    CHECK(scanner.string(text));
    CHECK(text == std::string("a\"\\/\b\f\n\r\t\0\x7f\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z", 21));
    CHECK(scanner.end());
  }
  SUBCASE("refuses half a surrogate pair") {
    for (const char* json : {R"("\ud83d")", R"("\ud83dx")", R"("\ud83d\n")", R"("\ud83d\u0041")",
                             R"("\ude00")", R"("\ud83d\ud83d")"}) {
      JsonScanner scanner(json);
      CHECK_FALSE(scanner.string(text));
      CHECK(scanner.problem() == "half of a surrogate pair is alone");
    }
  }
  SUBCASE("refuses what is no string") {
    CHECK_FALSE(JsonScanner("1").string(text));
    CHECK_FALSE(JsonScanner("null").string(text));
  }
}

TEST_CASE("JsonScanner::members and items") {
  SUBCASE("visit in order and repeated names twice") {
    JsonScanner scanner(R"({"a":1,"b":[true, "x"],"a":{}})");
    std::string seen;
    CHECK(scanner.members([&](std::string_view name) {
      std::string_view value;
      seen += std::string(name) + "=";
      if (scanner.peek() != '[') {
        const bool good = scanner.value(value);
        seen += std::string(value) + ";";
        return good;
      }
      return scanner.items([&] {
        const bool good = scanner.value(value);
        seen += std::string(value) + ";";
        return good;
      });
    }));
    CHECK(scanner.end());
    CHECK(seen == "a=1;b=true;\"x\";a={};");
  }
  SUBCASE("stop where the visitor stops") {
    int visits = 0;
    JsonScanner scanner("[1,2,3]");
    CHECK_FALSE(scanner.items([&] {
      std::string_view value;
      return scanner.value(value) && ++visits < 2;
    }));
    CHECK(visits == 2);
  }
  SUBCASE("refuse another value") {
    CHECK_FALSE(JsonScanner("[]").members([](std::string_view) { return true; }));
    CHECK_FALSE(JsonScanner("{}").items([] { return true; }));
    CHECK_FALSE(JsonScanner("1").items([] { return true; }));
  }
}

TEST_CASE("JsonScanner agrees with nlohmann/json about what is JSON") {
  const std::string whole =
      R"({"a":[1,-2.5e3,"x\n\u00e9",null,true,{"b":{}}],"c":"\ud83d\ude00","d":[[],[0.1]] , "e" : false})";
  std::mt19937 random(1);
  const std::string bytes = "{}[]\",:\\ tfn0123456789eE+-.u\nabcdx\x01\xc3";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = whole;
    for (std::size_t change = 0; change < 1 + random() % 3; ++change) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 4);
      else
        text[at] = bytes[random() % bytes.size()];
      if (text.empty()) text = " ";
    }
    // It looks at neither: surrogates that are alone, and bytes beyond ASCII.
    const bool looked_at = text.find("\\ud") == text.npos && text.find("\\uD") == text.npos &&
                           text.find('\xc3') == text.npos;
    if (!looked_at) continue;
    CAPTURE(text);
    REQUIRE(is_json(text) == Json::accept(text));
  }
}

TEST_CASE("json_quoted") {
  CHECK(json_quoted("") == "\"\"");
  CHECK(json_quoted("a\"\\\n\x1f\x7f") == "\"a\\\"\\\\\\n\\u001f\x7f\"");
  std::string text;
  for (int c = 0; c < 128; ++c)
    text += static_cast<char>(c);
  text += "\xc3\xa9\xf0\x9f\x98\x80";
  CHECK(Json::parse(json_quoted(text)).get<std::string>() == text);
}
