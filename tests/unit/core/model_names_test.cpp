#include "core/model_names.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace syncbell;

TEST_CASE("names of models") {
  const std::vector<std::string> synced = sync_model_names();
  const std::vector<std::string> announced = webhook_model_names();
  SUBCASE("are as many as Propexo publishes, each once and in order") {
    CHECK(synced.size() == 73);
    CHECK(announced.size() == 112);
    for (const auto& names : {synced, announced}) {
      CHECK(std::is_sorted(names.begin(), names.end()));
      CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
    }
    CHECK(synced.front() == "accounting_entities");
    CHECK(announced.back() == "vendor_payment_types");
  }
  SUBCASE("are announced wherever they are synced") {
    CHECK(std::includes(announced.begin(), announced.end(), synced.begin(), synced.end()));
  }
}
