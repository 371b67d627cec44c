#include "commands/reception.hpp"
#include "support/fake_store.hpp"
#include "support/gate.hpp"
#include "support/memory_io.hpp"
#include "support/raw_requests.hpp"
#include "support/test_environment.hpp"
#include "wire/event_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  explicit Fixture(ReceptionRules with = {}, const OutputOptions& output = {})
      : rules(std::move(with)), console(io, output, {}) {}

  ServerReply receive(const std::string& body) {
    return reception.receive(delivery_of(body), decode_event(body));
  }
  int status(const std::string& body) { return receive(body).status; }
  std::optional<ListenMessage> told() { return inbox.take_until(Instant{}); }

  MemoryIo io;
  ReceptionRules rules;
  Console console;
  ListenDisplay display{console};
  Inbox<ListenMessage> inbox{16};
  Reception reception{rules, {display, inbox}};
};

bool is_answered(const std::optional<ListenMessage>& message) {
  return message && std::holds_alternative<DeliveryAnswered>(*message);
}

std::error_code failure(std::errc code) { return std::make_error_code(code); }

// With --save and --forward-to.
struct FullFixture {
  explicit FullFixture(ReceptionRules with = {}) : rules(std::move(with)) {}

  int status(const std::string& body) {
    return reception.receive(delivery_of(body), decode_event(body)).status;
  }
  void service_answers(int status) {
    transport.expect("POST http://service.test/", HttpReply{status, {}, ""});
  }

  MemoryIo io;
  ReceptionRules rules;
  Console console{io, {}, {}};
  ListenDisplay display{console};
  Inbox<ListenMessage> inbox{16};
  Shelf shelf;
  DeliverySaver saver{std::make_unique<FakeStore>(shelf), console};
  StubTransport transport;
  SystemClock clock;
  Forwarder forwarder{
      {"http://service.test/"}, std::make_unique<ForwardingTransport>(transport), clock, display};
  Reception reception{rules, {display, inbox, &saver, &forwarder}};
};

// With --save only, and with senders that come at the same time.
struct SavingFixture {
  explicit SavingFixture(ReceptionRules with) : rules(std::move(with)) {}

  std::vector<int> statuses(const std::vector<std::string>& bodies) {
    std::vector<int> all(bodies.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      threads.emplace_back([this, &all, &bodies, i] {
        all[i] = reception.receive(delivery_of(bodies[i]), decode_event(bodies[i])).status;
      });
    }
    for (std::thread& thread : threads)
      thread.join();
    return all;
  }

  MemoryIo io;
  ReceptionRules rules;
  Console console{io, {.quiet = true}, {}};
  ListenDisplay display{console};
  Inbox<ListenMessage> inbox{16};
  Shelf shelf;
  DeliverySaver saver{std::make_unique<FakeStore>(shelf), console};
  Reception reception{rules, {display, inbox, &saver}};
};

long number_of(const std::vector<int>& statuses, int status) {
  return std::count(statuses.begin(), statuses.end(), status);
}

} // namespace

TEST_CASE("Reception writes a delivery before it is answered") {
  Fixture fixture;
  SUBCASE("exactly as it came and a newline") {
    CHECK(fixture.status("{ \"a\" : 1 }\r\n") == 200);
    CHECK(fixture.io.out() == "{ \"a\" : 1 }\r\n\n");
    CHECK(fixture.reception.taken() == 1);
  }
  SUBCASE("with the status that was asked for") {
    Fixture other({.filter = {}, .count = std::nullopt, .dedupe = false, .respond = 503});
    CHECK(other.status("{}") == 503);
    CHECK(other.reception.taken() == 1);
  }
  SUBCASE("though nobody has seen its shape") {
    CHECK(fixture.status("not JSON") == 200);
    CHECK(fixture.io.out() == "not JSON\n");
    CHECK(fixture.io.err().find("warning: ") != std::string::npos);
  }
  SUBCASE("as a record with --json") {
    Fixture json({}, {.json = true});
    json.status(sync_body("a"));
    CHECK(json.io.out().find(R"({"type":"delivery","version":1,)") == 0);
  }
}

TEST_CASE("Reception passes over what a filter leaves out") {
  Fixture fixture({.filter = {{"FIRST_SYNC_COMPLETE"}, {IntegrationId("a")}}, .count = 1});
  CHECK(fixture.status(sync_body("b")) == 200);
  CHECK(fixture.status(sync_body("a", "", "SYNC_COMPLETE")) == 200);
  CHECK(fixture.status("not JSON") == 200);
  CHECK(fixture.io.out().empty());
  CHECK(fixture.reception.taken() == 0);
  CHECK_FALSE(fixture.told());
  CHECK(fixture.status(sync_body("a")) == 200);
  CHECK(fixture.reception.taken() == 1);
  SUBCASE("also when enough has been taken") { CHECK(fixture.status(sync_body("b")) == 200); }
}

TEST_CASE("Reception with --dedupe") {
  Fixture fixture({.filter = {}, .count = std::nullopt, .dedupe = true});
  SUBCASE("counts a payload once") {
    CHECK(fixture.status("{\"a\":1}") == 200);
    CHECK(fixture.status("{\"a\":1}") == 200);
    CHECK(fixture.reception.taken() == 1);
    CHECK(fixture.io.out() == "{\"a\":1}\n");
  }
  SUBCASE("counts another that differs in a byte") {
    fixture.status("{\"a\":1}");
    fixture.status("{\"a\":1} ");
    CHECK(fixture.reception.taken() == 2);
  }
  SUBCASE("counts one that could not be written the first time") {
    fixture.io.out_failure = failure(std::errc::no_space_on_device);
    CHECK(fixture.status("{}") == 500);
    fixture.io.out_failure = {};
    CHECK(fixture.status("{}") == 200);
    CHECK(fixture.io.out() == "{}\n");
    CHECK(fixture.reception.taken() == 1);
  }
}

TEST_CASE("Reception without --dedupe counts repeats") {
  Fixture fixture;
  fixture.status("{}");
  fixture.status("{}");
  CHECK(fixture.reception.taken() == 2);
}

TEST_CASE("Reception with --count") {
  Fixture fixture({.filter = {}, .count = 2, .dedupe = true});
  SUBCASE("takes no more and asks the sender to come again") {
    CHECK(fixture.status("{\"n\":1}") == 200);
    CHECK(fixture.status("{\"n\":2}") == 200);
    CHECK(fixture.status("{\"n\":3}") == 503);
    CHECK(fixture.reception.taken() == 2);
    CHECK(fixture.io.out() == "{\"n\":1}\n{\"n\":2}\n");
  }
  SUBCASE("knows a repeat though enough has been taken") {
    fixture.status("{\"n\":1}");
    fixture.status("{\"n\":2}");
    CHECK(fixture.status("{\"n\":1}") == 200);
  }
  SUBCASE("tells of an answer once it is out or never will be") {
    {
      ServerReply reply = fixture.receive("{}");
      CHECK_FALSE(fixture.told());
      const ServerReply copy = reply;
      reply = {};
      CHECK_FALSE(fixture.told());
    }
    CHECK(is_answered(fixture.told()));
    CHECK_FALSE(fixture.told());
  }
}

TEST_CASE("Reception with --follow keeps no notice of answers") {
  Fixture fixture;
  fixture.status("{}");
  CHECK_FALSE(fixture.told());
}

TEST_CASE("Reception answers 500 when a payload cannot be kept") {
  Fixture fixture({.filter = {}, .count = 1});
  SUBCASE("and goes on where there may be room again") {
    fixture.io.out_failure = failure(std::errc::no_space_on_device);
    CHECK(fixture.status("{}") == 500);
    CHECK_FALSE(fixture.told());
    CHECK(fixture.io.err().find("500") != std::string::npos);
    fixture.io.out_failure = {};
    CHECK(fixture.status("{}") == 200);
    CHECK(fixture.reception.taken() == 1);
  }
  SUBCASE("and says that the reader has gone") {
    fixture.io.out_failure = failure(std::errc::broken_pipe);
    CHECK(fixture.status("{}") == 500);
    const auto message = fixture.told();
    REQUIRE(message);
    REQUIRE(std::holds_alternative<OutputClosed>(*message));
    CHECK((std::get<OutputClosed>(*message).reason == std::errc::broken_pipe));
    CHECK(fixture.reception.taken() == 0);
  }
  SUBCASE("and says that there is no standard output") {
    fixture.io.out_failure = failure(std::errc::bad_file_descriptor);
    CHECK(fixture.status("{}") == 500);
    CHECK(fixture.told().has_value());
  }
}

TEST_CASE("Reception with --save keeps a delivery before it is written") {
  SavingFixture fixture({.filter = {}, .count = 2});
  SUBCASE("and does not write it where that fails") {
    fixture.shelf.on_save = [] { return Result<void>(Error{ErrorKind::local, "no room"}); };
    CHECK(fixture.statuses({"{}"}) == std::vector<int>{500});
    CHECK(fixture.io.out().empty());
    CHECK(fixture.reception.taken() == 0);
    fixture.shelf.on_save = [] { return Result<void>(); };
    CHECK(fixture.statuses({"{}"}) == std::vector<int>{200});
    CHECK(fixture.shelf.kept().size() == 1);
    CHECK(fixture.reception.taken() == 1);
  }
  SUBCASE("and does not count it where it cannot be written") {
    fixture.io.out_failure = failure(std::errc::no_space_on_device);
    CHECK(fixture.statuses({"{}"}) == std::vector<int>{500});
    CHECK(fixture.shelf.kept().size() == 1);
    CHECK(fixture.reception.taken() == 0);
  }
}

TEST_CASE("Reception with --save lets deliveries wait for the disk together") {
  SavingFixture fixture({});
  std::atomic<int> saving = 0;
  Gate all_are_there;
  fixture.shelf.on_save = [&] {
    if (++saving == 4) all_are_there.open();
    all_are_there.wait();
    return Result<void>();
  };
  CHECK(number_of(fixture.statuses({"1", "2", "3", "4"}), 200) == 4);
}

TEST_CASE("Reception with --save counts exactly though deliveries come at the same time") {
  std::atomic<int> saved = 0;
  SUBCASE("--count") {
    SavingFixture fixture({.filter = {}, .count = 2});
    fixture.shelf.on_save = [&saved] {
      return ++saved <= 2 ? Result<void>(Error{ErrorKind::local, "no room"}) : Result<void>();
    };
    const std::vector<int> all = fixture.statuses({"1", "2", "3", "4", "5", "6"});
    CHECK(number_of(all, 500) == 2);
    CHECK(number_of(all, 200) == 2);
    CHECK(number_of(all, 503) == 2);
    CHECK(fixture.reception.taken() == 2);
    CHECK(fixture.shelf.kept().size() == 2);
  }
  SUBCASE("--dedupe") {
    SavingFixture fixture({.filter = {}, .count = std::nullopt, .dedupe = true});
    CHECK(number_of(fixture.statuses({"1", "1", "1", "1", "2"}), 200) == 5);
    CHECK(fixture.reception.taken() == 2);
    CHECK(fixture.shelf.kept().size() == 2);
  }
}

TEST_CASE("Reception with --forward-to") {
  FullFixture fixture({.filter = {{"FIRST_SYNC_COMPLETE"}, {}}, .count = 2, .dedupe = true});
  SUBCASE("answers as the service does and counts whatever that is") {
    fixture.service_answers(500);
    CHECK(fixture.status(sync_body("a")) == 500);
    CHECK(fixture.reception.taken() == 1);
    CHECK(fixture.shelf.kept().size() == 1);
    CHECK(fixture.io.out() == sync_body("a") + "\n");
  }
  SUBCASE("passes a repeat on without counting it") {
    fixture.service_answers(500);
    CHECK(fixture.status(sync_body("a")) == 500);
    fixture.service_answers(200);
    CHECK(fixture.status(sync_body("a")) == 200);
    CHECK(fixture.reception.taken() == 1);
    CHECK(fixture.shelf.kept().size() == 1);
  }
  SUBCASE("passes nothing on that is left out or not safe") {
    CHECK(fixture.status(sync_body("a", "", "SYNC_COMPLETE")) == 200);
    fixture.shelf.on_save = [] { return Result<void>(Error{ErrorKind::local, "no room"}); };
    CHECK(fixture.status(sync_body("a")) == 500);
    CHECK(fixture.transport.sent().empty());
  }
  SUBCASE("tells of an answer once the service has given it") {
    fixture.transport.expect("POST http://service.test/", StubTransport::Answer([&fixture] {
                               CHECK_FALSE(fixture.inbox.take_until(Instant{}));
                               return Result<HttpReply>(HttpReply{200, {}, ""});
                             }));
    CHECK(fixture.status(sync_body("a")) == 200);
    CHECK(is_answered(fixture.inbox.take_until(Instant{})));
  }
}
