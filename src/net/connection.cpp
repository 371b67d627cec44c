#include "net/connection.hpp"

#include "core/url.hpp"
#include "net/deadline.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace syncbell {
namespace {

constexpr std::size_t read_size = std::size_t{16} << 10;
// How long draining lets a reply go on that the peer does not take.
constexpr Duration drain_patience{250};
constexpr Duration write_slice{50};

// Waits for the event, for a failure of the socket or for the deadline; false when that has passed.
bool wait_for(int socket, short event, Instant deadline) {
  pollfd wanted = {socket, event, 0};
  while (true) {
    const int ready = ::poll(&wanted, 1, milliseconds_until(deadline));
    if (ready > 0) return true;
    if (now() >= deadline || (ready < 0 && errno != EINTR)) return false;
  }
}

std::string peer_of(const Descriptor& socket) {
  sockaddr_storage address = {};
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> host = {};
  std::array<char, NI_MAXSERV> port = {};
  if (::getpeername(socket.number(), generic, &size) != 0 ||
      ::getnameinfo(generic, size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "unknown";
  }
  return host_in_url(host.data()) + ":" + port.data();
}

bool is_temporary(int error_number) {
  return error_number == EAGAIN || error_number == EWOULDBLOCK || error_number == EINTR;
}

} // namespace

Connection::Connection(Descriptor socket) : socket_(std::move(socket)), peer_(peer_of(socket_)) {
  // Without it a reply written in two parts waits 40 ms for the peer's delayed acknowledgement.
  const int on = 1;
  ::setsockopt(socket_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Connection::consume(std::size_t count) {
  consumed_ += count;
  if (consumed_ < buffer_.size()) return;
  buffer_.clear();
  consumed_ = 0;
}

Arrival Connection::wait_for_input(Instant deadline) {
  buffer_.erase(0, consumed_);
  consumed_ = 0;
  while (true) {
    if (interruption() != ConnectionEnd::none) return Arrival::interrupted;
    // Before reading, as there is next to never anything yet: whoever was answered asks again
    // later.
    if (!wait_for(socket_.number(), POLLIN, deadline)) return Arrival::deadline;
    const Arrival arrival = receive();
    if (arrival != Arrival::deadline) return arrival;
  }
}

// Without waiting: `deadline` when there is nothing now. An interruption ends the input too.
Arrival Connection::receive() {
  const std::size_t before = buffer_.size();
  buffer_.resize(before + read_size);
  const ssize_t received = ::recv(socket_.number(), &buffer_[before], read_size, MSG_DONTWAIT);
  const int failed = errno;
  buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(received, 0)));
  if (received > 0) return Arrival::bytes;
  if (received < 0) return is_temporary(failed) ? Arrival::deadline : Arrival::broken;
  return interruption() == ConnectionEnd::none ? Arrival::end : Arrival::interrupted;
}

bool Connection::write(std::string_view bytes, Duration timeout) {
  const Instant begun = now();
  while (!bytes.empty()) {
    const ssize_t sent =
        ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if ((sent < 0 && !is_temporary(errno)) || !wait_to_write(begun, begun + timeout)) {
      return false;
    }
  }
  return true;
}

// In slices, as draining cannot end a wait for the peer to take more.
bool Connection::wait_to_write(Instant begun, Instant deadline) {
  const Instant::rep before = waiting_since_; // a body may be waited for: 100 Continue
  waits_since(begun);
  is_stuck_ = true;
  Instant patience_ends = Instant::max();
  bool may_go_on = false;
  while (!may_go_on && now() < std::min(deadline, patience_ends) &&
         interruption() != ConnectionEnd::evicted) {
    may_go_on = wait_for(socket_.number(), POLLOUT, std::min(deadline, now() + write_slice));
    if (interruption() == ConnectionEnd::draining) {
      patience_ends = std::min(patience_ends, now() + drain_patience);
    }
  }
  is_stuck_ = false;
  waiting_since_ = before;
  return may_go_on;
}

void Connection::end_writing() { ::shutdown(socket_.number(), SHUT_WR); }

void Connection::linger(Duration at_most) {
  const Instant deadline = now() + at_most;
  while (now() < deadline && wait_for_input(deadline) == Arrival::bytes)
    consume(input().size());
}

void Connection::interrupt(ConnectionEnd why) {
  ConnectionEnd none = ConnectionEnd::none;
  if (why == ConnectionEnd::draining)
    interruption_ = why;
  else
    interruption_.compare_exchange_strong(none, why);
  const bool gives_up_reply = why == ConnectionEnd::evicted && is_stuck_;
  ::shutdown(socket_.number(), gives_up_reply ? SHUT_RDWR : SHUT_RD);
}

Instant Connection::waiting_since() const {
  return Instant(Instant::duration(waiting_since_.load()));
}

} // namespace syncbell
