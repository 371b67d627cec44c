#include "net/worker_pool.hpp"

#include "net/deadline.hpp"

#include <exception>

namespace syncbell {

WorkerPool::WorkerPool(WorkerRules rules, Serve serve)
    : rules_(std::move(rules)), serve_(std::move(serve)) {
  threads_.reserve(rules_.max_threads); // so that none that was made can be lost
}

bool WorkerPool::start(Descriptor& socket) {
  std::string trouble;
  const bool started = try_start(socket, trouble);
  // Without the lock, as whoever is told may take his time.
  if (!trouble.empty()) rules_.on_trouble(trouble);
  return started;
}

bool WorkerPool::try_start(Descriptor& socket, std::string& trouble) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return false;
  if (idle_ == 0 && !add_thread(trouble)) return false;
  waiting_.push_back(std::move(socket));
  if (idle_ > 0) --idle_;
  has_work_.notify_one();
  return true;
}

// A system that is out of threads is no reason to end: those that we have go on.
bool WorkerPool::add_thread(std::string& trouble) {
  if (threads_.size() >= rules_.max_threads) return false;
  try {
    threads_.push_back(rules_.make_thread([this] { work(); }));
    return true;
  } catch (const std::exception& exception) {
    if (shortage_.begins(now())) {
      trouble = std::string("new connections have to wait for a thread: ") + exception.what() +
                "; it goes on by itself";
    }
    return false;
  }
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    has_work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Descriptor socket = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    serve_(std::move(socket));
    lock.lock();
    ++idle_;
    has_room_.notify_one();
  }
}

void WorkerPool::wait_for_room(Duration at_most) {
  std::unique_lock lock(mutex_);
  has_room_.wait_for(lock, at_most, [this] { return idle_ > 0 || stopping_; });
}

void WorkerPool::stop() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    threads.swap(threads_);
  }
  has_work_.notify_all();
  has_room_.notify_all();
  for (std::thread& thread : threads)
    thread.join();
}

} // namespace syncbell
