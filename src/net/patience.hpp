#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <functional>
#include <optional>
#include <stop_token>

namespace syncbell {

// How long one request may still wait, and for whom. Every wait of the client goes through it, so
// that one place ends them all: at the deadline, or at once when the token asks to stop. The
// sockets are non-blocking and are polled together with a descriptor that stop makes readable; no
// other thread ever touches them.
class Patience {
public:
  explicit Patience(std::stop_token stop);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  // From now on waits end at that instant, with that error.
  void limit(Instant deadline, Error when_over);
  Instant deadline() const { return deadline_; }
  const std::stop_token& stop() const { return stop_; }
  const Error& when_over() const { return when_over_; }

  // Fails with kind cancelled, or with the error of the limit once its deadline has passed.
  Result<void> check() const;

  // Waits until the descriptor has one of the events (POLLIN, POLLOUT) or failed. Fails as check()
  // does, at `at_latest` if that comes before the deadline.
  Result<void> wait_for(int descriptor, short events, Instant at_latest = Instant::max()) const;

private:
  std::stop_token stop_;
  Instant deadline_ = Instant::max();
  Error when_over_;
  int wake_;
  // Last, so that it is gone before what it uses.
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

// The error of a request that was told to stop.
Error cancelled_error();

} // namespace syncbell
