#include "support/scripted_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace syncbell::test {
namespace {

struct BoundSocket {
  int descriptor;
  std::uint16_t port;
};

const sockaddr* generic(const sockaddr_storage& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

sockaddr_storage loopback(bool ipv6, std::uint16_t port) {
  sockaddr_storage storage = {};
  if (ipv6) {
    auto* address = static_cast<sockaddr_in6*>(static_cast<void*>(&storage));
    address->sin6_family = AF_INET6;
    address->sin6_addr = in6addr_loopback;
    address->sin6_port = htons(port);
  } else {
    auto* address = static_cast<sockaddr_in*>(static_cast<void*>(&storage));
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address->sin_port = htons(port);
  }
  return storage;
}

BoundSocket bind_loopback(bool ipv6) {
  const int descriptor = ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_storage address = loopback(ipv6, 0);
  socklen_t size = ipv6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  if (descriptor < 0 || ::bind(descriptor, generic(address), size) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    throw std::runtime_error("cannot bind to the loopback address");
  }
  ::getsockname(descriptor, static_cast<sockaddr*>(static_cast<void*>(&address)), &size);
  // The port stands at the same place in both kinds of address.
  return {descriptor,
          ntohs(static_cast<const sockaddr_in*>(static_cast<const void*>(&address))->sin_port)};
}

int connect_loopback(std::uint16_t port, int flags) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  const sockaddr_storage address = loopback(false, port);
  ::connect(descriptor, generic(address), sizeof(sockaddr_in));
  return descriptor;
}

bool is_ready(int descriptor, short events, int milliseconds) {
  pollfd watched = {descriptor, events, 0};
  return ::poll(&watched, 1, milliseconds) > 0;
}

// The number behind Content-Length, or 0.
std::size_t announced_length(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string name = "\r\ncontent-length:";
  const std::size_t at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

// What the thread writes to a client that has gone must not end the process. Only these threads:
// that the client itself never raises the signal is what is being tested.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

ssize_t Wire::read(char* into, std::size_t size) { return ::recv(descriptor_, into, size, 0); }

ssize_t Wire::write(std::string_view bytes) {
  return ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

// ---- Visitor

bool Visitor::read_some() {
  std::array<char, 16'384> piece;
  const ssize_t count = wire_->read(piece.data(), piece.size());
  if (count > 0) buffer_.append(piece.data(), static_cast<std::size_t>(count));
  return count > 0;
}

Visitor::Request Visitor::read_request() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some()) return {};
  }
  Request request = {buffer_.substr(0, end + 4), {}};
  const std::size_t length = announced_length(request.head);
  while (buffer_.size() < end + 4 + length && read_some()) {
  }
  request.body = buffer_.substr(end + 4, length);
  buffer_.erase(0, std::min(buffer_.size(), end + 4 + length));
  return request;
}

bool Visitor::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = wire_->write(bytes);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void Visitor::drip_for_ever(std::string_view text) {
  for (std::size_t i = 0; send(text.substr(i % text.size(), 1)); ++i) {
    if (is_ready(descriptor_, POLLIN, 5)) return; // nothing more was to come but the client's end
  }
}

void Visitor::wait_until_client_leaves() {
  while (read_some()) {
  }
}

void Visitor::wait_until_server_ends() { server_end_.wait(); }

void Visitor::cut() { ::shutdown(descriptor_, SHUT_RDWR); }

void Visitor::reset() {
  const linger at_once = {1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

void Visitor::relay_to(std::uint16_t port) {
  const int other = connect_loopback(port, 0);
  std::array<pollfd, 2> watched = {pollfd{descriptor_, POLLIN, 0}, pollfd{other, POLLIN, 0}};
  std::array<char, 16'384> piece;
  bool is_open = true;
  while (is_open && ::poll(watched.data(), watched.size(), -1) > 0) {
    for (std::size_t from = 0; from < 2 && is_open; ++from) {
      if (watched[from].revents == 0) continue;
      const ssize_t count = ::recv(watched[from].fd, piece.data(), piece.size(), 0);
      is_open = count > 0 && ::send(watched[1 - from].fd, piece.data(),
                                    static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
    }
  }
  ::close(other);
}

// ---- ScriptedServer

ScriptedServer::ScriptedServer(Script script, Options options)
    : script_(std::move(script)), options_(std::move(options)) {
  const BoundSocket bound = bind_loopback(options_.ipv6);
  listener_ = bound.descriptor;
  port_ = bound.port;
  ::listen(listener_, 128);
  acceptor_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
  end_.open();
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    for (const Connection& connection : connections_)
      ::shutdown(connection.descriptor, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  for (Connection& connection : connections_)
    connection.thread.join();
  for (const Connection& connection : connections_)
    ::close(connection.descriptor);
}

std::string ScriptedServer::url(const std::string& target) const {
  return (options_.ipv6 ? "http://[::1]:" : "http://127.0.0.1:") + std::to_string(port_) + target;
}

int ScriptedServer::connections() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(connections_.size());
}

void ScriptedServer::accept_all() {
  block_sigpipe(); // inherited by the threads of the connections
  while (true) {
    const int descriptor = ::accept(listener_, nullptr, nullptr);
    const std::lock_guard lock(mutex_);
    if (is_ending_ || (descriptor < 0 && errno != ECONNABORTED && errno != EINTR)) {
      if (descriptor >= 0) ::close(descriptor);
      return;
    }
    if (descriptor < 0) continue;
    connections_.push_back({descriptor, std::thread([this, descriptor] { serve(descriptor); })});
  }
}

// The descriptor is closed only by the destructor, so that its number stays this connection's; the
// client is told by a shutdown, or by the reset that the script asked for.
void ScriptedServer::serve(int descriptor) {
  std::unique_ptr<Wire> wire =
      options_.make_wire ? options_.make_wire(descriptor) : std::make_unique<Wire>(descriptor);
  if (wire != nullptr) {
    Visitor visitor(descriptor, std::move(wire), end_);
    script_(visitor);
  }
  linger lingering = {};
  socklen_t size = sizeof(lingering);
  ::getsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, &size);
  if (lingering.l_onoff == 0) {
    ::shutdown(descriptor, SHUT_RDWR);
    return;
  }
  // Only close() resets: another descriptor takes over the number first.
  const int placeholder = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::dup3(placeholder, descriptor, O_CLOEXEC);
  ::close(placeholder);
}

Script answering(std::string reply) {
  return [reply = std::move(reply)](Visitor& visitor) {
    visitor.read_request();
    visitor.send(reply);
  };
}

std::string ok_reply(std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

// ---- ports that do not answer

ClosedPort::ClosedPort() : descriptor_(-1) {
  const BoundSocket bound = bind_loopback(false);
  descriptor_ = bound.descriptor;
  port_ = bound.port;
}

ClosedPort::~ClosedPort() { ::close(descriptor_); }

DeafPort::DeafPort() {
  constexpr int most = 32;
  const BoundSocket bound = bind_loopback(false);
  port_ = bound.port;
  descriptors_.push_back(bound.descriptor);
  ::listen(bound.descriptor, 0);
  for (int i = 0; i < most && !hangs_; ++i) {
    descriptors_.push_back(connect_loopback(port_, SOCK_NONBLOCK));
    hangs_ = !is_ready(descriptors_.back(), POLLOUT, 300);
  }
}

DeafPort::~DeafPort() {
  for (const int descriptor : descriptors_)
    ::close(descriptor);
}

} // namespace syncbell::test
