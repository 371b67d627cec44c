#include "unit/mock/account.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace syncbell;
using namespace syncbell::mock;

namespace {

// The JSON examples of docs/scenario.md.
std::vector<std::string> documented_examples() {
  const std::filesystem::path root =
      std::filesystem::path(SYNCBELL_FIXTURES).parent_path().parent_path();
  std::ifstream file(root / "docs" / "scenario.md");
  REQUIRE(file);
  std::stringstream text;
  text << file.rdbuf();
  const std::string document = text.str();
  const std::string fence = "```json\n";
  std::vector<std::string> examples;
  for (std::size_t at = document.find(fence); at != std::string::npos;
       at = document.find(fence, at)) {
    at += fence.size();
    examples.push_back(document.substr(at, document.find("```", at) - at));
  }
  return examples;
}

} // namespace

TEST_CASE("parse_scenario: reads the examples of its document") {
  const auto examples = documented_examples();
  REQUIRE(examples.size() == 2);
  for (const std::string& example : examples)
    scenario_of(example);
}

TEST_CASE("the documented customer who signs up: two first syncs once active") {
  Account account(documented_examples().at(0));
  account.at(10s);
  const Json integration = account.results("/v1/admin/integrations/")[0];
  CHECK(integration["active"] == true);
  CHECK(integration["last_completed_sync"] == "2026-11-23T12:00:07.000Z");
  CHECK(account.results("/v1/admin/logs/jobs/?status=FAILURE").size() == 1);
}
