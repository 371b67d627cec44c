#pragma once

#include "core/time.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace syncbell {

// Does tasks one after the other, in the order given, on a thread of its own, so that whoever gives
// them stays free. Destroying it cuts short what is under way.
class TaskThread {
public:
  // Returns soon after its token asks it to.
  using Task = std::function<void(std::stop_token)>;

  TaskThread();
  ~TaskThread();
  TaskThread(const TaskThread&) = delete;
  TaskThread& operator=(const TaskThread&) = delete;

  void add(Task task);

  // Waits until all that was added is done; false where it is not by then.
  bool wait_until_idle(Instant deadline);

  // Forgets what has not begun and asks what has to stop; returns when nothing is under way. For
  // other threads than its own.
  void cut_short();

private:
  void work(std::stop_token stop);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Task> tasks_;
  bool is_busy_ = false;
  std::stop_source under_way_; // of the task
  std::jthread thread_;        // last: it uses all of the above
};

} // namespace syncbell
