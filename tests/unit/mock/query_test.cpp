#include "mock/query.hpp"

#include <doctest/doctest.h>

using namespace syncbell::mock;

TEST_CASE("Query: finds parameters") {
  const Query query("/v1/webhooks/?active=false&order-by=created_at%3Aasc&name=a+b&flag&&active=x");
  CHECK(query.find("active") == "false");
  CHECK(query.find("order-by") == "created_at:asc");
  CHECK(query.find("name") == "a b");
  CHECK(query.find("flag") == "");
  CHECK_FALSE(query.find("limit"));
  CHECK_FALSE(Query("/v1/webhooks/").find(""));
}

TEST_CASE("percent_decoded: leaves what is not encoded") {
  CHECK(percent_decoded("a%2Fb%zz%4") == "a/b%zz%4");
  CHECK(percent_decoded("%+1") == "%+1");
  CHECK(percent_decoded("") == "");
}
