#include "commands/delivery_saver.hpp"
#include "platform/files.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_store.hpp"
#include "support/memory_io.hpp"
#include "support/raw_requests.hpp"
#include "support/temporary_folder.hpp"
#include "wire/event_json.hpp"
#include "wire/record_json.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  bool save(const std::string& body) { return saver.save(delivery_of(body), decode_event(body)); }
  void fail(const std::string& message) {
    shelf.on_save = [message] { return Result<void>(Error{ErrorKind::local, message}); };
  }
  void work() {
    shelf.on_save = [] { return Result<void>(); };
  }
  int times(const std::string& text) const {
    int found = 0;
    const std::string err = io.err();
    for (auto at = err.find(text); at != err.npos; at = err.find(text, at + 1))
      ++found;
    return found;
  }

  MemoryIo io;
  Console console{io, {}, {}};
  Shelf shelf;
  DeliverySaver saver{std::make_unique<FakeStore>(shelf), console};
};

} // namespace

TEST_CASE("DeliverySaver keeps the record of a delivery") {
  Fixture fixture;
  CHECK(fixture.save(sync_body("a")));
  const std::string body = sync_body("a");
  CHECK(fixture.shelf.kept() ==
        std::vector<std::string>{encode_record(delivery_of(body), decode_event(body))});
  CHECK(fixture.shelf.titles[0].event == "FIRST_SYNC_COMPLETE");
  CHECK(fixture.shelf.titles[0].integration_id == "a");
  CHECK(fixture.shelf.titles[0].received_at == delivery_of(body).request().received_at);
  CHECK(fixture.io.err().empty());
  SUBCASE("though nobody has seen its shape") {
    CHECK(fixture.save("not JSON"));
    CHECK(fixture.shelf.titles[1].event.empty());
    CHECK(fixture.shelf.titles[1].integration_id.empty());
  }
}

TEST_CASE("DeliverySaver tells of what hinders it") {
  Fixture fixture;
  fixture.fail("no room");
  CHECK_FALSE(fixture.save("1"));
  CHECK_FALSE(fixture.save("2"));
  CHECK(fixture.times("warning: no room") == 1);
  SUBCASE("once for each kind") {
    fixture.fail("read-only\x1b");
    CHECK_FALSE(fixture.save("3"));
    fixture.fail("no room");
    CHECK_FALSE(fixture.save("4"));
    CHECK(fixture.times("no room") == 1);
    CHECK(fixture.times("read-only\\x1b") == 1);
  }
  SUBCASE("and when it works again") {
    fixture.work();
    CHECK(fixture.save("3"));
    CHECK(fixture.save("4"));
    CHECK(fixture.times("saved again") == 1);
    fixture.fail("no room");
    CHECK_FALSE(fixture.save("5"));
    CHECK(fixture.times("no room") == 2);
  }
}

TEST_CASE("open_delivery_saver") {
  MemoryIo io;
  Console console(io, {}, {});
  FakeClock clock;
  const TemporaryFolder folder;
  SUBCASE("opens nothing without a path") {
    const auto saver = open_delivery_saver("", clock, console);
    REQUIRE(saver.has_value());
    CHECK(*saver == nullptr);
  }
  SUBCASE("keeps a last record that only lacks its line end and cuts off a part of one") {
    for (const bool is_whole : {true, false}) {
      const std::string path = folder.file(
          "x.jsonl", is_whole ? R"({"a":{}})" : R"({"type":"delivery","version":1,"received_)");
      REQUIRE(open_delivery_saver(path, clock, console).has_value());
      CHECK(*read_file(path) == (is_whole ? "{\"a\":{}}\n" : ""));
      CHECK((io.err().find("cut off") == std::string::npos) == is_whole);
    }
  }
  SUBCASE("leaves a file alone that ends in a part of anything else") {
    for (const char* text : {"[1, 2", "a,b,c", R"({"event":"SYNC_COMPLETE)", "\n{}\n {"}) {
      CAPTURE(text);
      const std::string path = folder.file("x.jsonl", text);
      const auto saver = open_delivery_saver(path, clock, console);
      REQUIRE_FALSE(saver.has_value());
      CHECK(saver.error().kind == ErrorKind::local);
      CHECK(*read_file(path) == text);
    }
  }
  SUBCASE("fails where it cannot be written") {
    const auto saver = open_delivery_saver(folder.file("a", "") + "/x.jsonl", clock, console);
    REQUIRE_FALSE(saver.has_value());
    CHECK(saver.error().kind == ErrorKind::local);
  }
}
