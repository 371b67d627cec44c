#include "core/joined.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace syncbell;

TEST_CASE("joined") {
  const std::vector<std::string> words{"a", "", "c"};
  CHECK(joined(words) == "a, , c");
  CHECK(joined(words, "") == "ac");
  CHECK(joined(std::vector<std::string_view>{"a", "b"}, ".") == "a.b");
  CHECK(joined(std::vector<std::string>{}) == "");
}
