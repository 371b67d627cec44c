#include "core/secret.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>
#include <type_traits>

using namespace syncbell;

namespace {

template <class T, class = void>
struct IsStreamable : std::false_type {};
template <class T>
struct IsStreamable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

} // namespace

static_assert(IsStreamable<std::string>::value, "the trait works");
static_assert(!IsStreamable<Secret>::value);
static_assert(!IsStreamable<const Secret&>::value);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<Secret, const char*>);
static_assert(!std::is_convertible_v<Secret, bool>);
static_assert(!std::is_constructible_v<std::string, Secret>);
static_assert(!std::is_convertible_v<std::string, Secret>, "text becomes a secret on purpose only");
static_assert(!std::is_convertible_v<const char*, Secret>);

TEST_CASE("Secret") {
  SUBCASE("is empty until it is given a value") {
    CHECK(Secret().empty());
    CHECK(Secret("").empty());
    CHECK_FALSE(Secret(" ").empty());
  }
  SUBCASE("reveals exactly what it was given") {
    CHECK(Secret("s3cr3t\n").reveal() == "s3cr3t\n");
    CHECK(Secret(std::string("a\0b", 3)).reveal().size() == 3);
  }
}
