#include "platform/short_cache.hpp"
#include "support/fake_clock.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

TEST_CASE("ShortCache") {
  TemporaryFolder folder;
  FakeClock clock(SystemClock().wall());
  SUBCASE("keeps a text for its time") {
    const ShortCache cache(folder.path("a/b"), 1min, clock);
    CHECK_FALSE(cache.get("key"));
    cache.put("key", "text");
    CHECK(cache.get("key") == "text");
    CHECK_FALSE(cache.get("other"));
    cache.put("key", "newer");
    CHECK(cache.get("key") == "newer");
    clock.move(2min);
    CHECK_FALSE(cache.get("key"));
    clock.move(-4min); // whoever set the clock back does not keep it for ever
    CHECK_FALSE(cache.get("key"));
  }
  SUBCASE("is for the user alone") {
    const ShortCache cache(folder.path("a/b"), 1min, clock);
    cache.put("key", "text");
    const auto permissions = [&folder](const std::string& name) {
      return std::filesystem::status(folder.path(name)).permissions();
    };
    CHECK(permissions("a/b") == std::filesystem::perms{0700});
    CHECK(permissions("a/b/key") == std::filesystem::perms{0600});
  }
  SUBCASE("keeps nothing where it cannot") {
    for (const std::string& place : {std::string(), folder.file("file", "") + "/below"}) {
      const ShortCache cache(place, 1min, clock);
      cache.put("key", "text");
      CHECK_FALSE(cache.get("key"));
    }
  }
}
