#include "platform/task_thread.hpp"

#include <utility>

namespace syncbell {

TaskThread::TaskThread() : thread_([this](std::stop_token stop) { work(stop); }) {}

TaskThread::~TaskThread() { cut_short(); } // then the jthread asks to stop, and joins

void TaskThread::add(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_all();
}

void TaskThread::work(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    is_busy_ = true;
    under_way_ = std::stop_source();
    const std::stop_token token = under_way_.get_token();
    lock.unlock();
    task(token);
    task = nullptr; // what it holds is gone before it counts as done
    lock.lock();
    is_busy_ = false;
    changed_.notify_all();
  }
}

bool TaskThread::wait_until_idle(Instant deadline) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, deadline, [this] { return !is_busy_ && tasks_.empty(); });
}

void TaskThread::cut_short() {
  std::unique_lock lock(mutex_);
  tasks_.clear();
  std::stop_source under_way = under_way_;
  lock.unlock(); // whoever hears of it may want to add another
  under_way.request_stop();
  lock.lock();
  changed_.wait(lock, [this] { return !is_busy_; });
}

} // namespace syncbell
