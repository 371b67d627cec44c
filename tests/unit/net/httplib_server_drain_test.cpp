#include "net/http.hpp"
#include "support/raw_client.hpp"
#include "support/receiver.hpp"

#include <doctest/doctest.h>

#include <dirent.h>

#include <latch>
#include <thread>

using namespace syncbell;
using namespace std::chrono_literals;
using test::post_request;
using test::RawClient;
using test::Receiver;

namespace {

// Whatever still waits then waits for a deadline. Without load it takes milliseconds.
constexpr Duration at_once = 10s;

ServerLimits far_deadlines() {
  ServerLimits limits;
  limits.idle_timeout = limits.head_timeout = limits.body_timeout = limits.write_timeout = 1h;
  return limits;
}

Duration time_to_drain(Receiver& receiver) {
  const Instant start = std::chrono::steady_clock::now();
  receiver.server().drain();
  return std::chrono::ceil<Duration>(std::chrono::steady_clock::now() - start);
}

int threads_of_this_process() {
  DIR* const directory = ::opendir("/proc/self/task");
  int count = 0;
  while (const dirent* entry = ::readdir(directory)) {
    if (entry->d_name[0] != '.') ++count;
  }
  ::closedir(directory);
  return count;
}

// An ended thread may be seen for a moment after it was joined.
bool threads_become(int expected) {
  const Instant deadline = std::chrono::steady_clock::now() + 10s;
  while (threads_of_this_process() != expected) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

} // namespace

TEST_CASE("HttpServer::drain") {
  SUBCASE("ends at once and leaves no thread") {
    const int before = threads_of_this_process();
    Receiver receiver;
    CHECK(receiver.ask(post_request("{}")).status == 200);
    CHECK(time_to_drain(receiver) < at_once);
    CHECK(threads_become(before));
  }
  SUBCASE("right after the start") {
    for (int i = 0; i < 50; ++i) {
      Receiver receiver;
      receiver.server().drain();
    }
  }
  SUBCASE("does not wait for idle or slow connections") {
    Receiver receiver(far_deadlines());
    std::vector<RawClient> clients;
    for (int i = 0; i < 60; ++i) {
      clients.push_back(receiver.connect());
      if (i % 3 == 1) clients.back().send("POST /hook HTTP/1.1\r\nX: ");
      if (i % 3 == 2)
        clients.back().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n1");
    }
    CHECK(receiver.ask(post_request("{}")).status == 200); // all of them were accepted before it
    CHECK(time_to_drain(receiver) < at_once);
    for (RawClient& client : clients)
      CHECK(client.is_closed_by_server());
  }
  SUBCASE("does not wait for clients that do not take their reply") {
    std::latch replying(1);
    Receiver receiver(far_deadlines(), [&replying](const RawRequest&) {
      replying.count_down();
      return ServerReply{200, std::string(16'000'000, 'x')};
    });
    const RawClient client = receiver.connect();
    client.send(post_request("{}"));
    replying.wait();
    CHECK(time_to_drain(receiver) < at_once);
  }
  SUBCASE("lets what is being answered be answered") {
    std::latch arrived(1);
    std::latch may_end(1);
    Receiver receiver({}, [&](const RawRequest&) {
      arrived.count_down();
      may_end.wait();
      return ServerReply{200, "done"};
    });
    RawClient client = receiver.connect();
    client.send(post_request("1") + post_request("2"));
    arrived.wait();
    std::thread drainer([&receiver] { receiver.server().drain(); });
    while (true) { // until nobody is accepted any more
      try {
        receiver.connect();
      } catch (const std::exception&) {
        break;
      }
    }
    may_end.count_down();
    drainer.join();
    CHECK(client.read_reply().body == "done");
    CHECK(client.is_closed_by_server());
    CHECK(receiver.requests().size() == 1);
  }
  SUBCASE("may be called again and from several threads") {
    Receiver receiver;
    std::thread other([&receiver] { receiver.server().drain(); });
    receiver.server().drain();
    other.join();
    receiver.server().drain();
  }
  SUBCASE("in the middle of many requests") {
    for (int round = 0; round < 5; ++round) {
      std::atomic<int> handled = 0;
      Receiver receiver({}, [&handled](const RawRequest&) {
        ++handled;
        return ServerReply{200, "seen\n"};
      });
      std::vector<std::thread> clients;
      std::latch busy(4);
      for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&] {
          RawClient client = receiver.connect();
          bool counted = false;
          while (client.send(post_request("{}"))) {
            const test::RawReply reply = client.read_reply();
            if (reply.status == 200) CHECK(reply.body == "seen\n");
            if (!counted) busy.count_down();
            counted = true;
            if (reply.status != 200) break;
          }
        });
      }
      busy.wait();
      receiver.server().drain();
      const int at_the_end = handled;
      for (std::thread& client : clients)
        client.join();
      CHECK(handled == at_the_end);
    }
  }
}
