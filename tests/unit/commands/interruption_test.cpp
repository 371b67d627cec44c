#include "commands/interruption.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("Interruption") {
  TestEnvironment machine;
  std::function<void(int)> signal;
  machine.on_watch = [&signal](std::function<void(int)> told) { signal = std::move(told); };
  Environment environment = machine.environment();
  const Interruption interruption(environment);
  SUBCASE("stops work at a signal and gives its status") {
    CHECK_FALSE(interruption.token().stop_requested());
    signal(SIGTERM);
    CHECK(interruption.token().stop_requested());
    CHECK(interruption.status_for(ExitStatus::interrupted) == ExitStatus::terminated);
  }
  SUBCASE("leaves the status of what ended by itself") {
    CHECK(interruption.status_for(ExitStatus::interrupted) == ExitStatus::interrupted);
    signal(SIGTERM);
    CHECK(interruption.status_for(ExitStatus::done) == ExitStatus::done);
    CHECK(interruption.status_for(ExitStatus::unreachable) == ExitStatus::unreachable);
  }
}
