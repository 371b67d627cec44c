#include "net/client_socket.hpp"

#include "net/deadline.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace syncbell {
namespace {

// The system's words in the middle of a sentence: "connection refused".
std::string words_of(int error_number) {
  std::string words = std::generic_category().message(error_number);
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a') {
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  }
  return words;
}

Error not_connected(const std::string& name, int error_number) {
  const std::string message = "cannot connect to " + name + ": " + words_of(error_number);
  switch (error_number) {
  case EMFILE:
  case ENFILE:
    return {ErrorKind::local, message, "raise the limit of open files (ulimit -n)"};
  case ECONNREFUSED:
    return {ErrorKind::network, message, "nothing listens there: check the host and the port"};
  case ENETUNREACH:
  case EHOSTUNREACH:
    return {ErrorKind::network, message, "check this machine's network connection"};
  default:
    return {ErrorKind::network, message};
  }
}

int pending_error(int descriptor) {
  int error_number = 0;
  socklen_t size = sizeof(error_number);
  ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}

struct Attempt {
  const SocketAddress& address;
  const std::string& name;
  Instant at_latest;
};

Result<ClientSocket> connect_once(const Attempt& attempt, const Patience& patience) {
  const int type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  ClientSocket socket(Descriptor(::socket(attempt.address.family(), type, 0)));
  if (socket.descriptor() < 0) return not_connected(attempt.name, errno);
  const int on = 1;
  ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (::connect(socket.descriptor(), attempt.address.raw(), attempt.address.length) == 0) {
    return socket;
  }
  if (errno != EINPROGRESS && errno != EINTR) return not_connected(attempt.name, errno);
  const Result<void> ready = patience.wait_for(socket.descriptor(), POLLOUT, attempt.at_latest);
  if (!ready) return ready.error();
  if (const int error_number = pending_error(socket.descriptor()); error_number != 0) {
    return not_connected(attempt.name, error_number);
  }
  return socket;
}

// Whether another address would fare no better.
bool is_final(ErrorKind kind) { return kind == ErrorKind::cancelled || kind == ErrorKind::local; }

Instant share_of_time(const Patience& patience, std::size_t addresses_left) {
  const Instant begun = now();
  return begun + (patience.deadline() - begun) / static_cast<int>(addresses_left);
}

} // namespace

ssize_t ClientSocket::receive(char* into, std::size_t size) const {
  ssize_t count = 0;
  do {
    count = ::recv(descriptor(), into, size, 0);
  } while (count < 0 && errno == EINTR);
  return count;
}

ssize_t ClientSocket::send(std::string_view bytes) const {
  ssize_t count = 0;
  do {
    count = ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return count;
}

bool ClientSocket::is_quiet() const {
  char byte = 0;
  return ::recv(descriptor(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && would_block(errno);
}

Result<ClientSocket> connect_to(const std::vector<SocketAddress>& addresses,
                                const std::string& name, const Patience& patience) {
  Error last = {ErrorKind::network, "cannot connect to " + name};
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (const Result<void> allowed = patience.check(); !allowed) return allowed.error();
    const Instant at_latest = share_of_time(patience, addresses.size() - i);
    Result<ClientSocket> socket = connect_once({addresses[i], name, at_latest}, patience);
    if (socket || is_final(socket.error().kind)) return socket;
    last = socket.error();
  }
  return last;
}

bool would_block(int error_number) { return error_number == EAGAIN || error_number == EWOULDBLOCK; }

Result<std::size_t> PlainChannel::read(char* into, std::size_t size) {
  while (true) {
    if (const Result<void> allowed = patience_.check(); !allowed) return allowed.error();
    const ssize_t count = socket_.receive(into, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (!would_block(errno)) return connection_lost();
    const Result<void> ready = patience_.wait_for(socket_.descriptor(), POLLIN);
    if (!ready) return ready.error();
  }
}

Result<bool> PlainChannel::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (const Result<void> allowed = patience_.check(); !allowed) return allowed.error();
    const ssize_t count = socket_.send(bytes);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
      continue;
    }
    if (!would_block(errno)) return false;
    const Result<void> ready = patience_.wait_for(socket_.descriptor(), POLLOUT);
    if (!ready) return ready.error();
  }
  return true;
}

Error connection_lost() {
  return {ErrorKind::network, "the connection was closed before the whole reply arrived"};
}

} // namespace syncbell
