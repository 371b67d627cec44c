#include "core/finding.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("any_is_bad") {
  CHECK_FALSE(any_is_bad({}));
  CHECK_FALSE(any_is_bad({{"a", Grade::good, ""}, {"b", Grade::remark, ""}}));
  CHECK(any_is_bad({{"a", Grade::good, ""}, {"b", Grade::bad, ""}}));
}

TEST_CASE("name_of a grade") {
  CHECK(name_of(Grade::good) == std::string("good"));
  CHECK(name_of(Grade::remark) == std::string("remark"));
  CHECK(name_of(Grade::bad) == std::string("bad"));
}
