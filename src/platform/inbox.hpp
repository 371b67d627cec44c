#pragma once

#include "core/time.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace syncbell {

// The one queue between the threads that learn of things and the main thread that decides.
template <class Message>
class Inbox {
public:
  explicit Inbox(std::size_t capacity) : capacity_(capacity) {}

  // False when it is full: the sender must be told to come again.
  [[nodiscard]] bool offer(Message message) { return put(std::move(message), capacity_); }

  // For our own few messages, which must not be lost and cannot pile up.
  void post(Message message) { put(std::move(message), static_cast<std::size_t>(-1)); }

  // The next message, or nothing when there is none until then.
  std::optional<Message> take_until(Instant deadline) {
    std::unique_lock lock(mutex_);
    arrived_.wait_until(lock, deadline, [this] { return !messages_.empty(); });
    if (messages_.empty()) return std::nullopt;
    Message message = std::move(messages_.front());
    messages_.pop_front();
    return message;
  }

private:
  bool put(Message message, std::size_t capacity) {
    const std::lock_guard lock(mutex_);
    if (messages_.size() >= capacity) return false;
    messages_.push_back(std::move(message));
    arrived_.notify_one(); // locked: whoever takes the last message may destroy the inbox
    return true;
  }

  std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Message> messages_;
};

} // namespace syncbell
