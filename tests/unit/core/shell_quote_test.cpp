#include "core/shell_quote.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("shell_quote") {
  SUBCASE("leaves plain words alone") {
    CHECK(shell_quote("cly301lrc000009jvbp6vaz7i") == "cly301lrc000009jvbp6vaz7i");
    CHECK(shell_quote("https://api.propexo.com:443/a,b%20c") ==
          "https://api.propexo.com:443/a,b%20c");
    CHECK(shell_quote("--since") == "--since");
  }
  SUBCASE("quotes what a shell would change") {
    for (const char* text : {"a b", "$HOME", "`id`", "a;b", "a&b", "a|b", "*", "?", "~", "#x", "!x",
                             "a\"b", "(a)", "<a>", "[a]", "{a,b}", "a\nb", "\\", "ö"}) {
      CHECK(shell_quote(text) == "'" + std::string(text) + "'");
    }
  }
  SUBCASE("quotes the empty word") { CHECK(shell_quote("") == "''"); }
  SUBCASE("quotes quotes") {
    CHECK(shell_quote("it's") == "'it'\\''s'");
    CHECK(shell_quote("'") == "''\\'''");
  }
}
