#include "core/placeholder.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("fill_in") {
  CHECK(fill_in("http://127.0.0.1:{port}/", "{port}", "4480") == "http://127.0.0.1:4480/");
  CHECK(fill_in("{port}{port}", "{port}", "1") == "11");
  CHECK(fill_in("{url}", "{port}", "1") == "{url}");
  CHECK(fill_in("a{x}b{x}", "{x}", "{x}{x}") == "a{x}{x}b{x}{x}");
  CHECK(fill_in("", "{port}", "1").empty());
}
