#include "output/public_access.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("describe how deliveries reach us") {
  CHECK(describe(PublicAccess{"https://a.example/"}) == "reached through https://a.example/");
  CHECK(describe(PublicAccess{"https://a.example/\x1b"}).find('\x1b') == std::string::npos);
  const PublicAccess access{"https://a.example/", "w\x1b",
                            *parse_timestamp("2026-11-23T08:00:00Z")};
  CHECK(describe(access) ==
        "reached through https://a.example/; made subscription w\\x1b, which is removed at the end "
        "(lease until 2026-11-23T08:00:00.000Z)");
}
