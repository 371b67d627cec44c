#pragma once

#include "core/episode.hpp"
#include "net/http.hpp"
#include "platform/descriptor.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace syncbell {

// A thread of the system; throws std::system_error when there can be none.
using MakeThread = std::function<std::thread(std::function<void()>)>;

struct WorkerRules {
  std::size_t max_threads;
  ServerTrouble on_trouble; // called by start(): it may not use the pool
  MakeThread make_thread = [](std::function<void()> work) { return std::thread(std::move(work)); };
};

// Threads that each serve one socket at a time. They are made when they are needed, wait for the
// next socket afterwards and are joined by stop().
class WorkerPool {
public:
  // Serves one socket to its end; must not throw.
  using Serve = std::function<void(Descriptor)>;

  WorkerPool(WorkerRules rules, Serve serve);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Takes the socket and gives it to a thread of its own. False, and the socket not touched, when
  // all threads are at work and no more may or can be made.
  bool start(Descriptor& socket);

  // Waits until a thread has become free, stop() was called or the time is over.
  void wait_for_room(Duration at_most);

  // Waits for the threads to finish what they serve, and ends them. Safe to call twice.
  void stop();

private:
  // `trouble` is filled where somebody is to be told of it.
  bool try_start(Descriptor& socket, std::string& trouble);
  bool add_thread(std::string& trouble);
  void work();

  const WorkerRules rules_;
  const Serve serve_;
  Episode shortage_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable has_room_;
  std::vector<std::thread> threads_;
  std::deque<Descriptor> waiting_; // never more than there are threads on their way to them
  std::size_t idle_ = 0;           // threads without a socket, less those with one in waiting_
  bool stopping_ = false;
};

} // namespace syncbell
