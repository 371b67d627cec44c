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

TEST_CASE("not_looked_at") {
  const Finding finding = not_looked_at("token", "it rained");
  CHECK(finding.check == "token");
  CHECK(finding.grade == Grade::remark);
  CHECK(finding.seen == "could not be looked at: it rained");
  CHECK_FALSE(any_is_bad({finding}));
}
