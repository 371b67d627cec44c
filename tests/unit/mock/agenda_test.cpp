#include "mock/agenda.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

TEST_CASE("Agenda: does what is due in order of time") {
  Agenda agenda;
  const WallTime start{};
  std::string done;
  const auto note = [&](char name) { return [&done, name](WallTime) { done += name; }; };
  agenda.add(start + 2s, note('c'));
  agenda.add(start + 1s, note('a'));
  agenda.add(start + 1s, note('b'));
  CHECK(agenda.next_due() == start + 1s);
  SUBCASE("and what was added first at one instant") {
    agenda.run_until(start + 1s);
    CHECK(done == "ab");
    CHECK(agenda.next_due() == start + 2s);
  }
  SUBCASE("with what is added on the way") {
    agenda.add(start, [&](WallTime at) { agenda.add(at + 1500ms, note('x')); });
    agenda.run_until(start + 3s);
    CHECK(done == "abxc");
    CHECK_FALSE(agenda.next_due());
  }
}
