#include "net/syntax.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;

TEST_CASE("is_token") {
  CHECK(is_token("GET"));
  CHECK(is_token("x-syncbell_1!#$%&'*+-.^`|~"));
  CHECK_FALSE(is_token(""));
  for (const char c : std::string("()<>@,;:\\\"/[]?={} \t\r\n\x7f\xc3") + '\0')
    CHECK_FALSE(is_token(std::string("a") + c));
}
