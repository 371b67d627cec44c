#include "wire/json_reader.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

using Read = std::function<void(const JsonReader&)>;

const JsonSource file{"scenario.json"};

void ignore(const JsonReader& /*document*/) {}

// Reads the text and expects that it works.
void reads(std::string_view text, const Read& read) {
  CAPTURE(text);
  const Result<void> result = read_json(text, file, read);
  CHECK_MESSAGE(result.has_value(), (result ? "" : result.error().message));
}

// The message with which reading the text fails.
std::string failure(std::string_view text, const Read& read = ignore) {
  CAPTURE(text);
  const Result<void> result = read_json(text, file, read);
  REQUIRE_FALSE(result.has_value());
  return result.error().message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

TEST_CASE("read_json") {
  SUBCASE("hands over the document") {
    bool called = false;
    reads(R"({"a": 1})", [&called](const JsonReader& document) {
      called = true;
      CHECK(document.is_object());
      CHECK_FALSE(document.is_array());
      CHECK(document.pointer().empty());
      CHECK(document.value().size() == 1);
    });
    CHECK(called);
  }
  SUBCASE("names the source and uses its kind of error") {
    const Result<void> result = read_json("{", {"the reply", ErrorKind::api}, ignore);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::api);
    CHECK(result.error().message.starts_with("the reply:1: "));
  }
  SUBCASE("names the line of a syntax error") {
    CHECK(failure("{\n  \"a\": 1,\n  \"b\" 2\n}").starts_with("scenario.json:3: syntax error"));
    CHECK(failure("{\n  \"a\": 1,\n}").starts_with("scenario.json:3: "));
    CHECK(failure("{\n\"a\": 1\n\"b\": 2}").starts_with("scenario.json:3: "));
    CHECK(failure("{}\n\nx").starts_with("scenario.json:3: "));
    CHECK(failure("[1,\r\n2,\r\nx]").starts_with("scenario.json:3: "));
  }
  SUBCASE("names the line that ends too early and not the next") {
    CHECK(failure("[\n1.\n]").starts_with("scenario.json:2: "));
    CHECK(failure("[\n\"open\n]").starts_with("scenario.json:2: "));
  }
  SUBCASE("names the last line where the document is not finished") {
    CHECK(failure("{\n\"a\":").starts_with("scenario.json:2: "));
  }
  SUBCASE("refuses what is not JSON") {
    for (const char* text : {"",       " ",        "\n\n",
                             "nul",    "{]",       "{'a': 1}",
                             "{a: 1}", "[1,]",     "01",
                             "+1",     "1.",       ".5",
                             "NaN",    "Infinity", "/* c */ {}",
                             "{} {}",  "\"\\x\"",  "\"\\ud800\"",
                             "\"\t\"", "[1 2]",    "\xff\xfe{\0}\0"}) {
      CHECK(failure(text).starts_with("scenario.json:"));
    }
    CHECK(failure({}) == "scenario.json: it is empty");
  }
  SUBCASE("refuses NUL bytes") {
    CHECK(failure(std::string_view("{}\0", 3)).starts_with("scenario.json:1: "));
    CHECK(failure(std::string_view("\"a\0b\"", 5)).starts_with("scenario.json:1: "));
    CHECK(failure(std::string_view("\0", 1)).starts_with("scenario.json:1: "));
  }
  SUBCASE("refuses invalid UTF-8 in values and keys") {
    for (const char* text : {"\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"", "\"\xc0\xaf\"",
                             "\"\xf4\x90\x80\x80\"", "{\"\x80\": 1}"}) {
      CHECK(failure(text).starts_with("scenario.json:1: "));
    }
  }
  SUBCASE("does not repeat the text it could not read which may hold a secret") {
    const std::string message = failure("{\"secret\": \"whsec_abc\xff\"}");
    CHECK(message.find("whsec") == std::string::npos);
    CHECK(message.find('\xff') == std::string::npos);
    CHECK(message.find("UTF-8") != std::string::npos);
  }
  SUBCASE("takes a byte order mark and white space around") {
    reads("\xef\xbb\xbf {} \r\n", ignore);
  }
  SUBCASE("takes nesting up to a hundred") {
    reads(nested(100), ignore);
    CHECK(failure(nested(102)).find("nested too deeply") != std::string::npos);
    CHECK(failure(nested(100'000)).find("nested too deeply") != std::string::npos);
    CHECK(failure(std::string(100'000, '[')).find("nested too deeply") != std::string::npos);
    std::string objects;
    for (int i = 0; i < 50'000; ++i)
      objects += "{\"a\":";
    CHECK(failure(objects).find("nested too deeply") != std::string::npos);
  }
  SUBCASE("refuses a number beyond any type in words of ours") {
    const std::string message = failure("[1,\n1e400]");
    CHECK(message.find("too large") != std::string::npos);
    CHECK(message.find("json.exception") == std::string::npos);
  }
  SUBCASE("reports a problem with line and pointer") {
    CHECK(
        failure("{\n\"list\": [\n{\"n\": 1},\n{\n\"n\": \"x\"}]}", [](const JsonReader& document) {
          for (const JsonReader& item : document.at("list").items()) {
            item.at("n").integer();
          }
        }) == "scenario.json:5: /list/1/n: must be a whole number and is text");
  }
  SUBCASE("reports a problem of the whole document without a pointer") {
    CHECK(failure("\n[]", [](const JsonReader& document) { document.at("a"); }) ==
          "scenario.json:2: must be an object and is an array");
    CHECK(failure("{}", [](const JsonReader& document) { document.at("a"); }) ==
          "scenario.json:1: has no \"a\"");
  }
}

TEST_CASE("JsonReader::find") {
  SUBCASE("finds members and takes null for absence") {
    reads(R"({"a": 1, "n": null, "": 2})", [](const JsonReader& document) {
      REQUIRE(document.find("a").has_value());
      CHECK(document.find("a")->integer() == 1);
      CHECK(document.find("")->integer() == 2);
      CHECK_FALSE(document.find("n").has_value());
      CHECK_FALSE(document.find("b").has_value());
    });
  }
  SUBCASE("escapes the key in the pointer") {
    reads(R"({"a/b~": {"~1": 1}})", [](const JsonReader& document) {
      CHECK(document.at("a/b~").at("~1").pointer() == "/a~1b~0/~01");
    });
    CHECK(failure("{\n\"a/b~\":\n{\"~1\": 1}}", [](const JsonReader& document) {
            document.at("a/b~").at("~1").text();
          }) == "scenario.json:3: /a~1b~0/~01: must be text and is a number");
  }
  SUBCASE("wants an object") {
    for (const char* text : {"[]", "1", "\"a\"", "null", "true"}) {
      CHECK(failure(text, [](const JsonReader& document) {
              (void)document.find("a");
            }).find("must be an object") != std::string::npos);
    }
  }
}

TEST_CASE("JsonReader::at") {
  SUBCASE("has a problem with an absent member and with null") {
    for (const char* text : {R"({"o": {}})", R"({"o": {"a": null}})"}) {
      CHECK(failure(text, [](const JsonReader& document) { document.at("o").at("a"); }) ==
            "scenario.json:1: /o: has no \"a\"");
    }
  }
}

TEST_CASE("JsonReader::allow_only") {
  const Read only_known = [](const JsonReader& document) {
    document.allow_only({"vendor", "schedule"});
  };
  SUBCASE("takes any of the keys and null for one") {
    reads("{}", only_known);
    reads(R"({"schedule": null})", only_known);
    reads(R"({"vendor": 1, "schedule": 2})", only_known);
  }
  SUBCASE("names the unknown key with its line and the nearest") {
    CHECK(failure("{\"vendor\": 1,\n\"shedule\": 2}", only_known) ==
          "scenario.json:2: /shedule: is not a key known here; did you mean 'schedule'?");
  }
  SUBCASE("names none where none is near") {
    CHECK(failure(R"({"x/y": null})", only_known) ==
          "scenario.json:1: /x~1y: is not a key known here");
  }
  SUBCASE("wants an object") {
    CHECK(failure("[]", only_known) == "scenario.json:1: must be an object and is an array");
  }
}

TEST_CASE("JsonReader::items") {
  SUBCASE("gives each item with its place") {
    reads("[[], [1, 2]]", [](const JsonReader& document) {
      REQUIRE(document.items().size() == 2);
      CHECK(document.items()[0].items().empty());
      CHECK(document.items()[1].items()[1].pointer() == "/1/1");
      CHECK(document.items()[1].items()[1].integer() == 2);
    });
  }
  SUBCASE("wants an array") {
    for (const char* text : {"{}", "1", "\"a\"", "null"}) {
      CHECK(failure(text, [](const JsonReader& document) {
              (void)document.items();
            }).find("must be an array") != std::string::npos);
    }
  }
}

TEST_CASE("JsonReader::text") {
  const auto value = [](const char* json) {
    std::string text;
    reads(json, [&text](const JsonReader& document) { text = document.text(); });
    return text;
  };
  SUBCASE("decodes escapes") {
    CHECK(value(R"("")").empty());
    CHECK(value(R"("a\n\"\/\u00e9\ud83d\ude00")") == "a\n\"/\xc3\xa9\xf0\x9f\x98\x80");
    CHECK(value(R"("a\u0000b")") == std::string("a\0b", 3));
  }
  SUBCASE("wants text") {
    const std::vector<std::pair<const char*, const char*>> others{
        {"1", "a number"}, {"1.5", "a number"}, {"true", "true or false"},
        {"null", "null"},  {"{}", "an object"}, {"[]", "an array"}};
    for (const auto& [json, name] : others) {
      CHECK(failure(json, [](const JsonReader& document) { (void)document.text(); }) ==
            std::string("scenario.json:1: must be text and is ") + name);
    }
  }
}

TEST_CASE("JsonReader::boolean") {
  SUBCASE("reads true and false") {
    reads("[true, false]", [](const JsonReader& document) {
      CHECK(document.items()[0].boolean());
      CHECK_FALSE(document.items()[1].boolean());
    });
  }
  SUBCASE("takes neither text nor numbers") {
    for (const char* json : {"\"true\"", "1", "0", "null", "[]"}) {
      CHECK(failure(json, [](const JsonReader& document) {
              (void)document.boolean();
            }).find("must be true or false") != std::string::npos);
    }
  }
}

TEST_CASE("JsonReader::integer") {
  const Read as_integer = [](const JsonReader& document) { (void)document.integer(); };
  SUBCASE("reads whole numbers however they are written") {
    reads("[49, 49.0, 4.9e1, -0.0, -49, 9223372036854775807, -9223372036854775808, 1e15]",
          [](const JsonReader& document) {
            const std::vector<JsonReader> items = document.items();
            CHECK(items[0].integer() == 49);
            CHECK(items[1].integer() == 49);
            CHECK(items[2].integer() == 49);
            CHECK(items[3].integer() == 0);
            CHECK(items[4].integer() == -49);
            CHECK(items[5].integer() == INT64_MAX);
            CHECK(items[6].integer() == INT64_MIN);
            CHECK(items[7].integer() == 1'000'000'000'000'000);
          });
  }
  SUBCASE("refuses fractions") {
    for (const char* json : {"49.5", "-0.1", "1e-3", "0.9999999"}) {
      CHECK(failure(json, as_integer) == "scenario.json:1: must be a whole number");
    }
  }
  SUBCASE("refuses what no integer holds") {
    for (const char* json :
         {"1e300", "-1e300", "1e16", "9223372036854775808.0", "18446744073709551615",
          "9223372036854775808", "-9223372036854775809", "100000000000000000000000000"}) {
      CHECK(failure(json, as_integer).starts_with("scenario.json:1: "));
    }
  }
  SUBCASE("takes no text for a number") {
    CHECK(failure("\"49\"", as_integer) == "scenario.json:1: must be a whole number and is text");
    CHECK(failure("true", as_integer) ==
          "scenario.json:1: must be a whole number and is true or false");
  }
}

TEST_CASE("JsonReader::timestamp") {
  SUBCASE("reads RFC 3339") {
    reads(R"("1970-01-01T01:00:00.5+01:00")",
          [](const JsonReader& document) { CHECK(document.timestamp() == WallTime{500ms}); });
  }
  SUBCASE("names the place of what it refuses") {
    CHECK(failure("{\n\"at\": \"soon\"}", [](const JsonReader& document) {
            (void)document.at("at").timestamp();
          }) == "scenario.json:2: /at: 'soon' is not an RFC 3339 time");
  }
  SUBCASE("takes no number") {
    CHECK(failure("1795420800", [](const JsonReader& document) { (void)document.timestamp(); }) ==
          "scenario.json:1: must be text and is a number");
  }
}

TEST_CASE("JsonReader::duration") {
  SUBCASE("reads ours") {
    reads(R"("1h30m")", [](const JsonReader& document) { CHECK(document.duration() == 90min); });
  }
  SUBCASE("names the place of what it refuses") {
    const std::string message = failure("{\n\"for\": \"90\"}", [](const JsonReader& document) {
      (void)document.at("for").duration();
    });
    CHECK(message == "scenario.json:2: /for: duration '90' has no unit");
  }
}
