#pragma once

#include "mock/dispatch.hpp"
#include "net/http.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace syncbell::mock {

// Sends webhooks on threads of its own. Those to one URL go one after the other, in the order in
// which they were offered, so that a receiver that hangs holds up nobody else.
class Deliverer {
public:
  struct Limits {
    std::size_t threads = 4;
    std::size_t queue = 10'000;
    Duration timeout = std::chrono::seconds{15}; // of one attempt
  };
  // Called on the deliverer's threads with what came of a delivery, unless it was cut short by
  // stop().
  using Report = std::function<void(const Delivery&, const Result<HttpReply>&)>;

  // The transport must outlive the deliverer.
  Deliverer(HttpTransport& transport, Report report, const Limits& limits);
  ~Deliverer();
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;

  // False when the queue is full or the deliverer has stopped: nothing is sent or reported then.
  bool offer(Delivery delivery);

  // Cuts short what is under way, forgets the rest and joins the threads. Safe to call twice; not
  // from a report.
  void stop();

private:
  void work(const std::stop_token& stop);
  std::deque<Delivery>::iterator next_free();
  void send(const Delivery& delivery, const std::stop_token& stop);

  HttpTransport& transport_;
  Report report_;
  Limits limits_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Delivery> waiting_;
  std::set<std::string> busy_urls_;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;
};

} // namespace syncbell::mock
