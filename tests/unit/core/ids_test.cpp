#include "core/ids.hpp"

#include <doctest/doctest.h>

#include <type_traits>

using namespace syncbell;

// One kind of id is never taken for another, nor text for an id.
static_assert(!std::is_convertible_v<std::string, IntegrationId>);
static_assert(!std::is_convertible_v<IntegrationId, std::string>);
static_assert(!std::is_constructible_v<IntegrationId, ScheduleId>);
static_assert(!std::is_constructible_v<JobId, SubscriptionId>);
static_assert(!std::is_assignable_v<IntegrationId&, JobId>);

TEST_CASE("Id") {
  SUBCASE("keeps the text as it is") { CHECK(IntegrationId(" A/b ").text() == " A/b "); }
  SUBCASE("is empty until it is given text") {
    CHECK(IntegrationId().empty());
    CHECK(IntegrationId("").empty());
    CHECK_FALSE(IntegrationId("0").empty());
  }
  SUBCASE("compares by its text and with case") {
    CHECK(IntegrationId("a") == IntegrationId("a"));
    CHECK(IntegrationId("a") != IntegrationId("A"));
    CHECK(IntegrationId("a") < IntegrationId("b"));
  }
}
