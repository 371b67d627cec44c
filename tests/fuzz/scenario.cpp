// The scenario of a mock.
//
// - The line that a complaint names lies within the text, and is the next one where an empty
//   line is put in front; nothing else of the complaint changes.
// - What is read can be lived through: a world that begins with it and lets a day pass. No
//   duration is negative or longer than a century, and no id stands there twice.
#include "mock/scenario.hpp"

#include "fuzz/property.hpp"
#include "mock/world.hpp"

#include <set>

using namespace syncbell;
using fuzz::require;

namespace {

constexpr Duration century = std::chrono::hours{24} * 365 * 100;

// "scenario" in front and the line behind it taken away.
std::string without_place(const std::string& message) {
  return message.substr(std::min(message.find(": "), message.size()));
}

void check_complaint(const std::string& text, const Error& error) {
  const std::size_t line = fuzz::line_in(error.message, "scenario");
  require(line <= fuzz::lines_of(text), "the line is in the text", error.message);
  if (text.starts_with('\xef')) return; // of a byte order mark, as which it counts nowhere else
  const auto moved = mock::parse_scenario("\n" + text, "scenario");
  require(!moved, "an empty line mends nothing", error.message);
  require(without_place(moved.error().message) == without_place(error.message),
          "an empty line changes no complaint", error.message + "\n" + moved.error().message);
  const std::size_t expected = line == 0 ? 0 : line + 1;
  require(fuzz::line_in(moved.error().message, "scenario") == expected,
          "but the number of its line", error.message + "\n" + moved.error().message);
}

void check_duration(Duration duration) {
  require(duration >= Duration::zero() && duration <= century, "a duration is possible",
          std::to_string(duration.count()));
}

void check_plan(const mock::IntegrationPlan& plan, std::set<std::string>& ids) {
  require(ids.insert(plan.id).second, "an id stands there once", plan.id);
  for (const auto& schedule : plan.schedules)
    require(ids.insert(schedule.id).second, "an id stands there once", schedule.id);
  for (const auto& sync : plan.syncs) {
    check_duration(sync.starts_after);
    check_duration(sync.plan.takes);
  }
  for (const auto& change : plan.changes)
    check_duration(change.after);
}

// The jobs of a sync are many lines of a log: what is only large is not what is looked for.
bool is_small(const mock::Scenario& scenario) {
  int jobs = 0;
  for (const auto& plan : scenario.integrations) {
    for (const auto& sync : plan.syncs) {
      if (sync.plan.jobs > 1000 || (jobs += sync.plan.jobs) > 1000) return false;
    }
  }
  return true;
}

void live_through(const mock::Scenario& scenario) {
  const WallTime start = *parse_timestamp("2026-11-23T12:00:00Z");
  mock::World world(scenario, start);
  for (int hour = 0; hour <= 24; ++hour) {
    for (const auto& delivery : world.advance(start + std::chrono::hours{hour}))
      world.report(delivery.id, hour % 2 == 0, start + std::chrono::hours{hour});
  }
  require(world.integrations().size() == scenario.integrations.size(),
          "every integration is there");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  const auto scenario = mock::parse_scenario(text, "scenario");
  if (!scenario) {
    check_complaint(text, scenario.error());
    return 0;
  }
  std::set<std::string> ids;
  for (const auto& plan : scenario->integrations)
    check_plan(plan, ids);
  if (is_small(*scenario)) live_through(*scenario);
  return 0;
}
