#include "mock/deliverer.hpp"
#include "unit/mock/recording_transport.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

namespace {

Delivery to(const std::string& url, const std::string& body = "{}") {
  Delivery delivery;
  delivery.url = url;
  delivery.body = body;
  delivery.headers = {{"Content-Type", "application/json"}};
  return delivery;
}

} // namespace

TEST_CASE("Deliverer: sends what it is offered and reports") {
  RecordingTransport transport;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> reports;
  transport.answer_with({503, std::nullopt});
  Deliverer deliverer(transport,
                      [&](const Delivery& delivery, const Result<HttpReply>& outcome) {
                        const std::lock_guard lock(mutex);
                        reports.push_back(delivery.body +
                                          (outcome ? std::to_string(outcome->status) : " lost"));
                        changed.notify_all();
                      },
                      {});
  for (const char* body : {"a", "b", "c"})
    CHECK(deliverer.offer(to("http://r/", body)));
  const auto sent = transport.await(3);
  CHECK(sent[0].method == "POST");
  CHECK(sent[0].url == "http://r/");
  CHECK(sent[0].headers == HeaderFields{{"Content-Type", "application/json"}});
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return reports.size() == 3; });
  CHECK(reports == std::vector<std::string>{"a503", "b lost", "c200"});
}

TEST_CASE("Deliverer: what goes to one URL keeps its order") {
  RecordingTransport transport;
  Deliverer deliverer(transport, [](const Delivery&, const Result<HttpReply>&) {}, {});
  for (int i = 0; i < 50; ++i)
    deliverer.offer(to("http://r/", std::to_string(i)));
  const auto sent = transport.await(50);
  for (std::size_t i = 0; i < 50; ++i)
    CHECK(sent[i].body == std::to_string(i));
}

TEST_CASE("Deliverer: a receiver that hangs holds up nobody else and no stop") {
  RecordingTransport transport;
  std::atomic<int> reports = 0;
  Deliverer deliverer(transport, [&](const Delivery&, const Result<HttpReply>&) { ++reports; }, {});
  transport.hang();
  deliverer.offer(to("http://a/"));
  deliverer.offer(to("http://a/"));
  deliverer.offer(to("http://b/"));
  const auto sent = transport.await(2);
  CHECK(sent[0].url != sent[1].url);
  deliverer.stop();
  deliverer.stop();
  CHECK(reports == 0);
  CHECK_FALSE(deliverer.offer(to("http://c/")));
}

TEST_CASE("Deliverer: is bounded") {
  RecordingTransport transport;
  transport.hang();
  Deliverer deliverer(transport, [](const Delivery&, const Result<HttpReply>&) {},
                      {.threads = 1, .queue = 2});
  deliverer.offer(to("http://a/"));
  transport.await(1);
  CHECK(deliverer.offer(to("http://b/")));
  CHECK(deliverer.offer(to("http://c/")));
  CHECK_FALSE(deliverer.offer(to("http://d/")));
}
