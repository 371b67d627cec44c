#include "output/wrapping.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("wrapped") {
  CHECK(wrapped("", 4, 20).empty());
  CHECK(wrapped("one two", 4, 20) == "one two");
  CHECK(wrapped("one two three four", 4, 12) == "one two\n    three\n    four");
  CHECK(wrapped("→ →→→ →", 0, 7) == "→ →→→ →");
  CHECK(wrapped("one-that-is-too-long two", 4, 12) == "one-that-is-too-long\n    two");
}

TEST_CASE("padded") {
  CHECK(padded("ab", 4) == "ab  ");
  CHECK(padded("abcd", 2) == "abcd");
  CHECK(padded("→", 3) == "→  ");
}
