#include "wire/json_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;

TEST_CASE("is_json") {
  const std::string record = R"({"type":"delivery","body":"{\"a\":{}}"})";
  CHECK(is_json(record));
  for (std::size_t size = 0; size < record.size(); ++size)
    CHECK_FALSE(is_json(record.substr(0, size)));
  CHECK_FALSE(is_json(record + "}"));
  CHECK_FALSE(is_json("{\"a\":\"\xff\"}"));
  CHECK_FALSE(is_json(std::string(100'000, '[')));
}
