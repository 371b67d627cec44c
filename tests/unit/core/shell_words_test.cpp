#include "core/shell_words.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

using Words = std::vector<std::string>;

Words words_of(std::string_view text) {
  const Result<Words> words = split_shell_words(text);
  CAPTURE(text);
  REQUIRE(words.has_value());
  return *words;
}

} // namespace

TEST_CASE("split_shell_words") {
  SUBCASE("splits at white space") {
    CHECK(words_of("cloudflared tunnel --url {url}") ==
          Words{"cloudflared", "tunnel", "--url", "{url}"});
    CHECK(words_of("  a \t b\n") == Words{"a", "b"});
    CHECK(words_of(" ").empty());
    CHECK(words_of("").empty());
  }
  SUBCASE("keeps what is quoted together") {
    CHECK(words_of("sh -c 'ssh -R 80:x:{port} host | cat; echo $A'") ==
          Words{"sh", "-c", "ssh -R 80:x:{port} host | cat; echo $A"});
    CHECK(words_of(R"(a "b c" d'e f'"g")") == Words{"a", "b c", "de fg"});
    CHECK(words_of("'' \"\"") == Words{"", ""});
    CHECK(words_of(R"("a\"b\\c\d" 'x\y')") == Words{R"(a"b\c\d)", R"(x\y)"});
  }
  SUBCASE("takes what stands behind a backslash as it is") {
    CHECK(words_of(R"(a\ b \| \$X \\)") == Words{"a b", "|", "$X", "\\"});
  }
  SUBCASE("leaves globs and tildes and comments alone") {
    CHECK(words_of("~/bin/t *.log #1") == Words{"~/bin/t", "*.log", "#1"});
  }
}

TEST_CASE("split_shell_words refuses what it cannot do") {
  SUBCASE("an open quote") {
    for (const char* text : {"a 'b", "a \"b", "\"a\\\""}) {
      const auto words = split_shell_words(text);
      REQUIRE_FALSE(words.has_value());
      CHECK(words.error().message.find("quote") != std::string::npos);
    }
  }
  SUBCASE("what only a shell can do") {
    for (const char* text :
         {"a | b", "a & b", "a;b", "a <f", "a >f", "(a)", "a $B", "`a`", "a \"$B\"", "\"`a`\""}) {
      CAPTURE(text);
      const auto words = split_shell_words(text);
      REQUIRE_FALSE(words.has_value());
      CHECK(words.error().kind == ErrorKind::usage);
      CHECK(words.error().hint.find("sh -c") != std::string::npos);
    }
  }
}
