#include "wire/base64.hpp"

#include <doctest/doctest.h>

#include <random>

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

TEST_CASE("base64_decode") {
  SUBCASE("gives back what was encoded") {
    std::mt19937 random(1);
    for (std::size_t size = 0; size < 300; ++size) {
      std::string bytes;
      while (bytes.size() < size)
        bytes += static_cast<char>(random());
      CHECK(base64_decode(base64_encode(bytes)) == bytes);
    }
  }
  SUBCASE("refuses what base64_encode does not write") {
    for (const char* text : {"Z", "Zg", "Zg=", "Zm9", "Zg==\n", " Zg==", "Zg==Zg==", "Zh==", "Zm9=",
                             "====", "Z===", "=Zg=", "Zm9v====", "Zm9-", "Zm_v", "Zm9\xc3"}) {
      CAPTURE(text);
      CHECK_FALSE(base64_decode(text));
    }
    CHECK_FALSE(base64_decode(std::string_view("Zm9\0", 4)));
  }
}
