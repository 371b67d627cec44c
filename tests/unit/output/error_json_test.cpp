#include "output/error_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace syncbell;

TEST_CASE("encode_error") {
  SUBCASE("is the documented document on one line") {
    CHECK(encode_error({ErrorKind::auth, "no \"token\"\n", "set it"}) ==
          R"({"error":{"kind":"auth","message":"no \"token\"\n","hint":"set it"}})");
  }
  SUBCASE("has null for a hint there is not") {
    CHECK(encode_error({ErrorKind::local, "m"}) ==
          R"({"error":{"kind":"local","message":"m","hint":null}})");
  }
  SUBCASE("is JSON whatever the bytes") {
    const std::string line = encode_error({ErrorKind::usage, "\xff", "\xc3"});
    CHECK(nlohmann::json::accept(line));
  }
}
