#include "wire/sync_request_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("encode_sync_request") {
  CHECK(encode_sync_request({}) == "{}");
  CHECK(encode_sync_request({"residents", "leases"}) ==
        R"({"models_to_sync":["residents","leases"]})");
  CHECK(encode_sync_request({"a\"b"}) == R"({"models_to_sync":["a\"b"]})");
}

TEST_CASE("is_success") {
  CHECK(is_success(R"({"result":{"success":true}})"));
  CHECK(is_success(R"({"result":{"success":true,"job_id":"j"},"meta":{}})"));
  for (const char* reply : {"", "{}", "[]", "true", R"({"result":true})", R"({"result":null})",
                            R"({"result":{"success":false}})", R"({"result":{"success":"true"}})",
                            R"({"result":{"success":1}})", R"({"success":true})", "<html>"}) {
    CAPTURE(reply);
    CHECK_FALSE(is_success(reply));
  }
}
