#include "core/percent_encoding.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("percent_encode") {
  SUBCASE("leaves unreserved characters alone") {
    CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
    CHECK(percent_encode("") == "");
  }
  SUBCASE("encodes what would end a segment or a value") {
    CHECK(percent_encode("a/b?c#d&e=f+g") == "a%2Fb%3Fc%23d%26e%3Df%2Bg");
    CHECK(percent_encode("../x") == "..%2Fx");
    CHECK(percent_encode("%2F") == "%252F");
  }
  SUBCASE("encodes white space and control characters") {
    CHECK(percent_encode(" \r\n") == "%20%0D%0A");
    CHECK(percent_encode(std::string_view("\0", 1)) == "%00");
  }
  SUBCASE("encodes each byte of UTF-8") { CHECK(percent_encode("ö家") == "%C3%B6%E5%AE%B6"); }
  SUBCASE("encodes bytes beyond UTF-8") { CHECK(percent_encode("\xff\x80") == "%FF%80"); }
}
