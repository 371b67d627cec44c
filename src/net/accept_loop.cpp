#include "net/accept_loop.hpp"

#include "core/episode.hpp"
#include "platform/clock.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <exception>
#include <system_error>

// Not cpp-httplib's loop: that one neither tells that it has run out of descriptors nor sees, as
// long as it has, that it is to stop.
namespace syncbell {
namespace {

constexpr Duration pause_after_failure{10};

bool is_shortage(int error_number) {
  return error_number == EMFILE || error_number == ENFILE || error_number == ENOBUFS ||
         error_number == ENOMEM;
}

std::string shortage_text(int error_number) {
  return "new connections have to wait: " + std::system_category().message(error_number) +
         "; it goes on by itself";
}

} // namespace

AcceptLoop::AcceptLoop(Descriptor listener, Accepted accepted, ServerTrouble on_trouble)
    : listener_(std::move(listener)), accepted_(std::move(accepted)),
      on_trouble_(std::move(on_trouble)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void AcceptLoop::run(const std::stop_token& stop) {
  SystemClock clock;
  Episode shortage;
  while (!stop.stop_requested()) {
    Descriptor socket(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC));
    const int failed = errno;
    if (socket.is_open()) {
      hand_over(std::move(socket));
      continue;
    }
    if (is_shortage(failed) && shortage.begins(clock.now())) tell_of(failed);
    clock.sleep_for(pause_after_failure, stop);
  }
}

void AcceptLoop::hand_over(Descriptor socket) const {
  try {
    accepted_(std::move(socket));
  } catch (const std::exception&) { // out of memory: this connection is lost, the next may not be
  }
}

void AcceptLoop::tell_of(int shortage) const {
  try {
    on_trouble_(shortage_text(shortage));
  } catch (const std::exception&) { // of memory too: there is none to say so with
  }
}

void AcceptLoop::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  ::shutdown(listener_.number(), SHUT_RD); // ends the wait for a connection
  thread_.join();
  listener_ = Descriptor();
}

} // namespace syncbell
