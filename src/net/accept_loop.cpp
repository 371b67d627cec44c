#include "net/accept_loop.hpp"

#include "platform/clock.hpp"

#include <httplib.h>

#include <fcntl.h>
#include <sys/socket.h>

#include <exception>

namespace syncbell {
namespace {

constexpr Duration pause_after_failure{10};

// What the library does with a connection is done where it was accepted; threads are ours.
class OnThisThread final : public httplib::TaskQueue {
public:
  using Answer = decltype(std::declval<httplib::TaskQueue&>().enqueue({})); // void until 0.13

  Answer enqueue(std::function<void()> task) override {
    task();
    return Answer(true);
  }
  void shutdown() override {}
};

// Lends us the library's loop for a socket that is already listening.
class Acceptor final : public httplib::Server {
public:
  explicit Acceptor(const AcceptLoop::Accepted& accepted) : accepted_(accepted) {
    new_task_queue = [] { return new OnThisThread; };
  }

  // Returns when accepting fails for good: because the socket was shut down, or the system has too
  // many open files. Closes it.
  void run(Descriptor listener) {
    svr_sock_ = listener.release();
    listen_after_bind();
  }

private:
  bool process_and_close_socket(socket_t socket) override {
    ::fcntl(socket, F_SETFD, FD_CLOEXEC); // 0.11 does not
    accepted_(Descriptor(socket));
    return true;
  }

  const AcceptLoop::Accepted& accepted_;
};

Descriptor duplicate(const Descriptor& socket) {
  return Descriptor(::fcntl(socket.number(), F_DUPFD_CLOEXEC, 0));
}

} // namespace

AcceptLoop::AcceptLoop(Descriptor listener, Accepted accepted)
    : listener_(std::move(listener)), spare_(duplicate(listener_)), accepted_(std::move(accepted)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

// The library closes what it listened on when it fails, and a failed server of 0.18 cannot be used
// again: each round has a server and a descriptor of its own.
void AcceptLoop::accept_until_failure() const {
  try {
    Descriptor listener = duplicate(listener_);
    if (listener.is_open()) Acceptor(accepted_).run(std::move(listener));
  } catch (const std::exception&) { // out of memory: the caller pauses and tries again
  }
}

void AcceptLoop::run(const std::stop_token& stop) {
  SystemClock clock;
  while (!stop.stop_requested()) {
    accept_until_failure();
    clock.sleep_for(pause_after_failure, stop);
  }
}

// Not httplib::Server::stop(), which is lost before the loop runs, and closes a descriptor that the
// loop may be about to use.
void AcceptLoop::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  ::shutdown(listener_.number(), SHUT_RD);
  spare_ = Descriptor();
  thread_.join();
  listener_ = Descriptor();
}

} // namespace syncbell
