#pragma once

#include "net/http.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace syncbell::mock {

// Keeps what is sent and answers with the statuses it was given, then with 200. Nothing as a status
// stands for a receiver that cannot be reached.
class RecordingTransport final : public HttpTransport {
public:
  Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) override {
    std::unique_lock lock(mutex_);
    sent_.push_back(request);
    changed_.notify_all();
    if (hangs_) {
      changed_.wait(lock, stop, [] { return false; });
      return Error{ErrorKind::cancelled, "cancelled"};
    }
    std::optional<int> status = 200;
    if (!statuses_.empty()) {
      status = statuses_.front();
      statuses_.pop_front();
    }
    if (!status) return Error{ErrorKind::network, "connection refused"};
    return HttpReply{*status, {}, ""};
  }

  void answer_with(std::deque<std::optional<int>> statuses) {
    const std::lock_guard lock(mutex_);
    statuses_ = std::move(statuses);
  }
  void hang() {
    const std::lock_guard lock(mutex_);
    hangs_ = true;
  }
  // Returns once so many requests have come.
  std::vector<HttpRequest> await(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sent_.size() >= count; });
    return sent_;
  }

private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<HttpRequest> sent_;
  std::deque<std::optional<int>> statuses_;
  bool hangs_ = false;
};

} // namespace syncbell::mock
