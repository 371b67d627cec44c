#include "core/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace syncbell;

static_assert(!std::is_convertible_v<Result<std::string>, bool>);
static_assert(std::is_constructible_v<bool, Result<std::string>>);

TEST_CASE("Result") {
  const Error error{ErrorKind::api, "no", "try again"};
  SUBCASE("holds a value") {
    Result<std::string> result = std::string("yes");
    REQUIRE(result.has_value());
    CHECK(static_cast<bool>(result));
    CHECK(*result == "yes");
    CHECK(result->size() == 3);
    *result += "!";
    CHECK(*std::as_const(result) == "yes!");
  }
  SUBCASE("holds an error") {
    const Result<std::string> result = error;
    REQUIRE_FALSE(result.has_value());
    CHECK_FALSE(static_cast<bool>(result));
    CHECK(result.error().kind == ErrorKind::api);
    CHECK(result.error().message == "no");
    CHECK(result.error().hint == "try again");
  }
  SUBCASE("moves a value that cannot be copied in and out") {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    REQUIRE(result.has_value());
    const std::unique_ptr<int> owned = *std::move(result);
    CHECK(*owned == 7);
  }
  SUBCASE("moves the error on to a result of another type") {
    Result<int> first = error;
    const Result<std::string> second = std::move(first).error();
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().message == "no");
  }
  SUBCASE("holds an Error as the error even where a value would be convertible from it") {
    const Result<bool> result = error;
    CHECK_FALSE(result.has_value());
  }
}

TEST_CASE("Result of nothing") {
  SUBCASE("is success by default") {
    const Result<void> result;
    CHECK(result.has_value());
    CHECK(static_cast<bool>(result));
  }
  SUBCASE("holds an error") {
    const Result<void> result = Error{ErrorKind::local, "no"};
    REQUIRE_FALSE(static_cast<bool>(result));
    CHECK(result.error().message == "no");
  }
}
