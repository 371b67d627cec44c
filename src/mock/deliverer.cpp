#include "mock/deliverer.hpp"

#include <algorithm>

namespace syncbell::mock {

Deliverer::Deliverer(HttpTransport& transport, Report report, const Limits& limits)
    : transport_(transport), report_(std::move(report)), limits_(limits) {
  for (std::size_t i = 0; i < limits_.threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

Deliverer::~Deliverer() { stop(); }

bool Deliverer::offer(Delivery delivery) {
  const std::lock_guard lock(mutex_);
  if (stopped_ || waiting_.size() >= limits_.queue) return false;
  waiting_.push_back(std::move(delivery));
  changed_.notify_one();
  return true;
}

void Deliverer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    waiting_.clear();
  }
  for (std::jthread& thread : threads_)
    thread.request_stop();
  threads_.clear(); // joins
}

// The first delivery to a URL that no thread is sending to.
std::deque<Delivery>::iterator Deliverer::next_free() {
  return std::find_if(waiting_.begin(), waiting_.end(), [this](const Delivery& delivery) {
    return !busy_urls_.contains(delivery.url);
  });
}

void Deliverer::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return next_free() != waiting_.end(); })) {
    const auto next = next_free();
    const Delivery delivery = std::move(*next);
    waiting_.erase(next);
    busy_urls_.insert(delivery.url);
    lock.unlock();
    send(delivery, stop);
    lock.lock();
    busy_urls_.erase(delivery.url);
    changed_.notify_all();
  }
}

void Deliverer::send(const Delivery& delivery, const std::stop_token& stop) {
  HttpRequest request;
  request.method = "POST";
  request.url = delivery.url;
  request.headers = delivery.headers;
  request.body = delivery.body;
  request.total_timeout = limits_.timeout;
  const Result<HttpReply> reply = transport_.send(request, stop);
  if (!stop.stop_requested()) report_(delivery, reply);
}

} // namespace syncbell::mock
