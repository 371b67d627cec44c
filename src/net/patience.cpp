#include "net/patience.hpp"

#include "net/deadline.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace syncbell {
Error cancelled_error() { return {ErrorKind::cancelled, "the request was cancelled"}; }

Patience::Patience(std::stop_token stop)
    : stop_(std::move(stop)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_ < 0) return; // wait_for() reports it
  on_stop_.emplace(stop_, [wake = wake_] { ::eventfd_write(wake, 1); });
}

Patience::~Patience() {
  on_stop_.reset(); // waits for a callback that is running
  if (wake_ >= 0) ::close(wake_);
}

void Patience::limit(Instant deadline, Error when_over) {
  deadline_ = deadline;
  when_over_ = std::move(when_over);
}

Result<void> Patience::check() const {
  if (stop_.stop_requested()) return cancelled_error();
  if (now() >= deadline_) return when_over_;
  return {};
}

Result<void> Patience::wait_for(int descriptor, short events, Instant at_latest) const {
  if (wake_ < 0) {
    return Error{ErrorKind::local, "cannot wait for the network: too many files are open"};
  }
  const Instant until = std::min(deadline_, at_latest);
  while (true) {
    std::array<pollfd, 2> watched = {pollfd{descriptor, events, 0}, pollfd{wake_, POLLIN, 0}};
    const int ready = ::poll(watched.data(), watched.size(), milliseconds_until(until));
    if (stop_.stop_requested()) return cancelled_error();
    if (ready > 0 && watched[0].revents != 0) return {};
    if (ready < 0 && errno != EINTR) {
      return Error{ErrorKind::local, "cannot wait for the network"};
    }
    if (now() >= until) return when_over_;
  }
}

} // namespace syncbell
