#include "commands/replay/crew.hpp"
#include "support/fake_clock.hpp"
#include "support/replay_fixture.hpp"

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture(const std::string& lines, std::uint64_t count, const Pacing& pacing = Pacing::none())
      : environment{machine.io, clock,   nullptr, [] { return 0.0; }, nullptr, nullptr, nullptr,
                    nullptr,    nullptr, nullptr},
        reader_environment(machine.environment()),
        reader({folder.file("captures.jsonl", lines)}, reader_environment), selection(reader, {}),
        source(selection, survey, {{count, {}, {}}, pacing}, clock) {}

  void work(const SendingRules& rules = {}, int threads = 1) {
    Crew crew({source, target, ledger, display, environment, inbox}, rules, threads);
    CHECK(crew.size() == threads);
    for (int i = 0; i < threads; ++i)
      CHECK(inbox.take_until(std::chrono::steady_clock::now() + 60s));
  }

  FakeClock clock;
  TemporaryFolder folder;
  TestEnvironment machine;
  Environment environment; // with the clock of the test
  Environment reader_environment;
  CaptureReader reader;
  Selection selection;
  Survey survey = *take_survey(selection, true);
  DeliverySource source;
  RouteToFake target{machine.target};
  Ledger ledger;
  Console console{machine.io, {}, {}};
  ReplayDisplay display{console};
  Inbox<ReplayMessage> inbox{100};
};

const std::string three = "1\n2\n3\n";

} // namespace

TEST_CASE("Crew waits until each is due") {
  Fixture fixture(three, 3, Pacing::at_rate(0.5));
  fixture.work();
  CHECK(fixture.machine.target.bodies() == std::vector<std::string>{"1", "2", "3"});
  CHECK(fixture.clock.pauses() == std::vector<Duration>{2s, 2s});
}

TEST_CASE("Crew pauses longer before each further try") {
  Fixture fixture(three, 3);
  fixture.machine.target.answer = [](const FakeTarget::Received&, std::size_t before) {
    return Result<int>(before < 4 ? 500 : 200);
  };
  fixture.work({.retries = 4});
  CHECK(fixture.clock.pauses() == std::vector<Duration>{500ms, 1s, 2s, 4s});
  CHECK(fixture.ledger.tally().accepted == 3);
  CHECK(fixture.ledger.tally().tries == 7);
}

TEST_CASE("Crew ends where this machine and not the target is to blame") {
  Fixture fixture(three, 3);
  fixture.machine.target.answer = [](const FakeTarget::Received&, std::size_t before) {
    return before == 0 ? Result<int>(200) : Error{ErrorKind::local, "too many open files"};
  };
  fixture.work({.retries = 4});
  CHECK(fixture.machine.target.bodies() == std::vector<std::string>{"1", "2"});
  REQUIRE(fixture.ledger.failure());
  CHECK(fixture.ledger.failure()->message == "too many open files");
  CHECK(fixture.ledger.tally().sent() == 1);
  CHECK(fixture.ledger.first_open(fixture.source.next_number()) == 2);
}

TEST_CASE("Crew leaves open what it was told not to begin") {
  Fixture fixture(three, 3, Pacing::at_rate(0.5));
  std::optional<Crew> crew;
  Gate is_made;
  fixture.clock.during_pause = [&] {
    is_made.wait();
    crew->finish();
  };
  crew.emplace(CrewPlace{fixture.source, fixture.target, fixture.ledger, fixture.display,
                         fixture.environment, fixture.inbox},
               SendingRules{}, 1);
  is_made.open();
  CHECK(fixture.inbox.take_until(std::chrono::steady_clock::now() + 60s));
  crew.reset();
  CHECK(fixture.machine.target.bodies() == std::vector<std::string>{"1"});
  CHECK(fixture.ledger.first_open(fixture.source.next_number()) == 2);
}

TEST_CASE("Crew has a connection for each thread") {
  std::string lines;
  for (int i = 0; i < 200; ++i)
    lines += std::to_string(i) + "\n";
  Fixture fixture(lines, 200);
  Gate all_at_work;
  std::atomic<int> waiting = 0;
  fixture.machine.target.answer = [&](const FakeTarget::Received&, std::size_t) {
    if (++waiting == 4) all_at_work.open();
    all_at_work.wait();
    return Result<int>(200);
  };
  fixture.work({}, 4);
  std::set<int> connections;
  for (const FakeTarget::Received& one : fixture.machine.target.received())
    connections.insert(one.connection);
  CHECK(connections == std::set<int>{1, 2, 3, 4});
  CHECK(fixture.ledger.tally().accepted == 200);
}
