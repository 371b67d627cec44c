#include "commands/listen.hpp"
#include "platform/files.hpp"
#include "support/fake_clock.hpp"
#include "support/raw_requests.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture() { machine.variables["PROPEXO_WEBHOOK_SECRET"] = webhook_secret.reveal(); }

  ExitStatus run() {
    Environment environment = machine.environment();
    return syncbell::run(options, environment);
  }
  // Sent as soon as there is somebody to receive them.
  void are_sent(std::vector<RawRequest> requests) {
    machine.on_open = [this, requests = std::move(requests)](ServerHandler& handler) {
      for (const RawRequest& request : requests)
        answers.push_back(handler(request).status);
    };
  }

  TestEnvironment machine;
  ListenOptions options;
  std::vector<int> answers;
};

} // namespace

TEST_CASE("run listen") {
  Fixture fixture;
  SUBCASE("ends with the first delivery") {
    fixture.are_sent({unsigned_request("{}"), signed_request("{}"), signed_request("{}")});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.out() == "{}\n");
    CHECK(fixture.answers == std::vector<int>{401, 200, 503});
    CHECK(fixture.machine.drained == 1);
  }
  SUBCASE("ends with as many as it was asked for") {
    fixture.options.count = 2;
    fixture.are_sent({signed_request("1"), signed_request("2")});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.out() == "1\n2\n");
  }
  SUBCASE("gives up after its time") {
    fixture.options.count = 2;
    fixture.options.timeout = 5ms;
    fixture.are_sent({signed_request("1")});
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.machine.io.err().find("with 1 of 2 deliveries") != std::string::npos);
  }
  SUBCASE("says that nothing could be received where its address was not proved in time") {
    fixture.options.timeout = 20ms;
    fixture.options.reach.url = "https://public.example/";
    fixture.machine.transport.keep_answering("POST https://public.example/", [] {
      return Result<HttpReply>(Error{ErrorKind::network, "nobody answered"});
    });
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.machine.io.err().find("deliveries; no webhook could be received yet") !=
          std::string::npos);
  }
  SUBCASE("follows until its time is over") {
    fixture.options.follow = true;
    fixture.options.timeout = 5ms;
    fixture.are_sent({signed_request("1"), signed_request("2")});
    CHECK(fixture.run() == ExitStatus::timed_out);
    CHECK(fixture.machine.io.out() == "1\n2\n");
  }
  SUBCASE("ends at a signal") {
    std::function<void(int)> send;
    fixture.machine.on_watch = [&send](std::function<void(int)> on_signal) {
      send = std::move(on_signal);
    };
    fixture.machine.on_open = [&send](ServerHandler&) { send(SIGTERM); };
    CHECK(fixture.run() == ExitStatus::terminated);
    CHECK(fixture.machine.drained == 1);
  }
  SUBCASE("fails when its reader has gone") {
    fixture.machine.io.out_failure = std::make_error_code(std::errc::broken_pipe);
    fixture.are_sent({signed_request("1")});
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.answers == std::vector<int>{500});
  }
  SUBCASE("fails when it cannot listen") {
    fixture.machine.server_failure = Error{ErrorKind::local, "port taken"};
    CHECK(fixture.run() == ExitStatus::local_failure);
  }
}

TEST_CASE("run listen: a flood of what is rejected") {
  Fixture fixture;
  std::vector<RawRequest> requests(7, unsigned_request("{}"));
  requests.push_back(signed_request("{}"));
  const auto lines_with = [&fixture](const std::string& text) {
    int count = 0;
    const std::string err = fixture.machine.io.err();
    for (std::size_t at = err.find(text); at != err.npos; at = err.find(text, at + 1))
      ++count;
    return count;
  };
  SUBCASE("shows a few and counts all") {
    fixture.are_sent(requests);
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(lines_with(" 401 rejected POST /") == 5);
    CHECK(lines_with("7 requests were rejected: ") == 1);
  }
  SUBCASE("sums up a minute that is over") {
    FakeClock clock;
    fixture.machine.clock_instead = &clock;
    fixture.machine.on_open = [&](ServerHandler& handler) {
      for (const RawRequest& request : requests)
        handler(request);
      clock.move(61s);
    };
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(lines_with("401 rejected, 2 more in the last minute") == 1);
  }
}

TEST_CASE("run listen tells of the trouble of its server") {
  Fixture fixture;
  fixture.machine.on_open = [&fixture](ServerHandler& handler) {
    fixture.machine.watch.on_trouble("no threads");
    handler(signed_request("{}"));
  };
  CHECK(fixture.run() == ExitStatus::done);
  CHECK(fixture.machine.io.err().find("warning: no threads\n") != std::string::npos);
}

TEST_CASE("run listen without a secret") {
  Fixture fixture;
  fixture.machine.variables.erase("PROPEXO_WEBHOOK_SECRET");
  SUBCASE("does not start and says how to go on") {
    CHECK(fixture.run() == ExitStatus::usage);
    for (const char* way : {"PROPEXO_WEBHOOK_SECRET", "--secret-file", "--allow-unsigned"}) {
      CHECK(fixture.machine.io.err().find(way) != std::string::npos);
    }
    CHECK(fixture.machine.handlers.empty());
  }
  SUBCASE("takes anything with --allow-unsigned") {
    fixture.options.allow_unsigned = true;
    fixture.are_sent({unsigned_request("anything")});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.machine.io.out() == "anything\n");
  }
}

TEST_CASE("run listen --save") {
  Fixture fixture;
  const TemporaryFolder folder;
  SUBCASE("keeps the record that --json writes") {
    fixture.options.save.path = folder.path("a/x.jsonl");
    fixture.options.output.json = true;
    fixture.are_sent({signed_request(sync_body("a"))});
    CHECK(fixture.run() == ExitStatus::done);
    const std::string kept = *read_file(folder.path("a/x.jsonl"));
    CHECK(kept.starts_with(R"({"type":"delivery",)"));
    CHECK(fixture.machine.io.out().find(kept) != std::string::npos);
  }
  SUBCASE("does not listen where it cannot save") {
    fixture.options.save.path = folder.file("a", "") + "/b";
    CHECK(fixture.run() == ExitStatus::local_failure);
    CHECK(fixture.machine.handlers.empty());
  }
}

TEST_CASE("run listen --forward-to") {
  Fixture fixture;
  SUBCASE("answers as the service does") {
    fixture.options.forward.url = "http://service.test/hook";
    fixture.options.api.ca_file = "ca.pem";
    fixture.machine.variables["http_proxy"] = "http://proxy.test:3128";
    fixture.machine.transport.expect("POST http://service.test/hook", HttpReply{404, {}, ""});
    fixture.are_sent({signed_request("{}")});
    CHECK(fixture.run() == ExitStatus::done);
    CHECK(fixture.answers == std::vector<int>{404});
    CHECK(fixture.machine.io.out() == "{}\n");
    CHECK(fixture.machine.transport_options.proxies.http_proxy == "http://proxy.test:3128");
    CHECK(fixture.machine.transport_options.ca_file == "ca.pem");
  }
  SUBCASE("refuses to send to itself") {
    fixture.options.forward.url = "http://localhost:4480/hook";
    CHECK(fixture.run() == ExitStatus::usage);
    CHECK(fixture.machine.handlers.empty());
  }
}
