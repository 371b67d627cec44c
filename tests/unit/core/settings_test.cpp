#include "core/settings.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("Settings say where an error about one belongs") {
  const Settings settings{{{"listen", "4480", "/c.toml:3", true}, {"path", "/", "default"}}};
  CHECK(settings.place_of("listen") == "/c.toml:3: listen");
  CHECK(settings.place_of("path") == "--path");
  CHECK(settings.place_of("tunnel") == "--tunnel");
}

TEST_CASE("Settings say whether one is configured") {
  const Settings settings{{{"listen", "4480", "/c.toml:3", true}, {"path", "/", "default"}}};
  CHECK(settings.is_configured("listen"));
  CHECK_FALSE(settings.is_configured("path"));
  CHECK_FALSE(settings.is_configured("tunnel"));
}

TEST_CASE("Settings say where a value came from") {
  const Settings settings{{{"listen", "4480", "/c.toml:3", true}, {"path", "/", "default"}}};
  CHECK(settings.source_of("listen") == "/c.toml:3");
  CHECK(settings.source_of("path") == "default");
  CHECK(settings.source_of("tunnel") == "--tunnel");
}
