#include "output/sync_view.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("encode_sync_started") {
  CHECK(encode_sync_started(IntegrationId("a\"b"), false) ==
        "{\"integration_id\":\"a\\\"b\",\"requested\":true,\"back_sync\":false}\n");
  CHECK(encode_sync_started(IntegrationId("a"), true) ==
        "{\"integration_id\":\"a\",\"requested\":true,\"back_sync\":true}\n");
}

TEST_CASE("sync_started_text") {
  CHECK(sync_started_text(IntegrationId("a"), false) == "a: sync requested\n");
  CHECK(sync_started_text(IntegrationId("\x1b"), true) == "\\x1b: back-sync requested\n");
}
