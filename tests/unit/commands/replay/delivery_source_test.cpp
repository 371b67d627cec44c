#include "commands/replay/delivery_source.hpp"
#include "support/fake_clock.hpp"
#include "support/replay_fixture.hpp"

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  explicit Fixture(const std::string& lines)
      : environment(machine.environment()),
        reader({folder.file("captures.jsonl", lines)}, environment), selection(reader, {}) {}

  DeliverySource& begin(const ReplayCourse& course) {
    return source.emplace(selection, survey, course, clock);
  }
  std::string next() {
    const Result<std::optional<DueDelivery>> taken = source->take({});
    REQUIRE(taken);
    return *taken ? std::to_string((*taken)->number) + ":" + (*taken)->capture.body : "end";
  }

  TemporaryFolder folder;
  TestEnvironment machine;
  Environment environment;
  CaptureReader reader;
  Selection selection;
  Survey survey = [this] {
    Result<Survey> taken = take_survey(selection, true);
    REQUIRE(taken);
    return *std::move(taken);
  }();
  FakeClock clock;
  std::optional<DeliverySource> source;
};

} // namespace

TEST_CASE("DeliverySource::take") {
  SUBCASE("numbers deliveries and ends") {
    Fixture fixture("1\n2\n");
    fixture.begin({{2, {.rounds = 2, .copies = 2}, {}}});
    for (const char* expected :
         {"1:1", "2:1", "3:2", "4:2", "5:1", "6:1", "7:2", "8:2", "end", "end"}) {
      CHECK(fixture.source->next_number() <= 9);
      CHECK(fixture.next() == expected);
    }
    CHECK(fixture.source->next_number() == 9);
  }
  SUBCASE("begins where it is told to") {
    Fixture fixture("1\n2\n3\n");
    fixture.begin({.order = {3, {}, {}}, .first = 3});
    CHECK(fixture.next() == "3:3");
    CHECK(fixture.next() == "end");
  }
  SUBCASE("finds each of very many in any order") {
    std::string lines;
    for (int i = 0; i < 70'000; ++i)
      lines += std::to_string(i) + "\n";
    Fixture fixture(lines);
    const DeliveryOrder order(70'000, {}, 11);
    fixture.begin({.order = order, .first = 69'900});
    for (std::uint64_t number = 69'900; number <= 70'000; ++number) {
      CHECK(fixture.next() ==
            std::to_string(number) + ":" + std::to_string(order.capture_of(number - 1)));
    }
    CHECK(fixture.next() == "end");
    CHECK(fixture.survey.index.places() <= 32'769);
  }
  SUBCASE("gives nothing once it is told to stop") {
    Fixture fixture("1\n2\n");
    DeliverySource& source = fixture.begin({{2, {}, {}}});
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(source.take(stop.get_token())->has_value());
    CHECK(source.next_number() == 1);
    CHECK(fixture.next() == "1:1");
  }
  SUBCASE("says when each is due") {
    Fixture fixture(record_of("{}") + "\n" + record_of("{}", {}, "2026-11-23T08:00:03Z") + "\n");
    DeliverySource& source = fixture.begin({{2, {}, {}}, Pacing::as_recorded(2)});
    const Instant first = (*source.take({}))->due;
    CHECK(first == fixture.clock.now());
    CHECK((*source.take({}))->due == first + 1500ms);
  }
  SUBCASE("notices that there is less than there was") {
    Fixture fixture("1\n2\n");
    fixture.begin({{2, {}, {}}});
    static_cast<void>(fixture.folder.file("captures.jsonl", ""));
    const Result<std::optional<DueDelivery>> taken = fixture.source->take({});
    REQUIRE_FALSE(taken);
    CHECK(taken.error().kind == ErrorKind::local);
  }
}
