#include "wire/base64.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("base64_encode") {
  SUBCASE("agrees with RFC 4648") {
    CHECK(base64_encode("") == "");
    CHECK(base64_encode("f") == "Zg==");
    CHECK(base64_encode("fo") == "Zm8=");
    CHECK(base64_encode("foo") == "Zm9v");
    CHECK(base64_encode("foob") == "Zm9vYg==");
    CHECK(base64_encode("fooba") == "Zm9vYmE=");
    CHECK(base64_encode("foobar") == "Zm9vYmFy");
  }
  SUBCASE("takes bytes of every value") {
    CHECK(base64_encode(std::string_view("\0\0\0", 3)) == "AAAA");
    CHECK(base64_encode("\xff\xff\xff") == "////");
    CHECK(base64_encode("\xfb\xef\xbe") == "++++");
    CHECK(base64_encode("\xff") == "/w==");
    CHECK(base64_encode(std::string_view("\x80\0", 2)) == "gAA=");
  }
}
