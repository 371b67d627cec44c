#include "support/raw_client.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace syncbell::test {
namespace {

// Generous, for machines under load and sanitizers; no test waits that long to pass.
constexpr int patience_ms = 120'000;

int connect_to(const char* host, std::uint16_t port) {
  addrinfo wanted = {};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host, std::to_string(port).c_str(), &wanted, &found) != 0) return -1;
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected = socket >= 0 && ::connect(socket, found->ai_addr, found->ai_addrlen) == 0;
  ::freeaddrinfo(found);
  if (connected) return socket;
  if (socket >= 0) ::close(socket);
  return -1;
}

HeaderFields read_headers(std::string_view lines) {
  HeaderFields headers;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    lines.remove_prefix(std::min(line.size() + 2, lines.size()));
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
  }
  return headers;
}

} // namespace

std::string RawReply::header(std::string_view name) const {
  return std::string(find_header(headers, name).value_or(""));
}

RawClient::RawClient(std::uint16_t port, const char* host) : socket_(connect_to(host, port)) {
  if (socket_ < 0) throw std::runtime_error("cannot connect to the server under test");
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), arrived_(std::move(other.arrived_)),
      ended_(other.ended_) {}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::end_sending() const { ::shutdown(socket_, SHUT_WR); }

void RawClient::reset() {
  const linger at_once = {1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

bool RawClient::receive() {
  pollfd readable = {socket_, POLLIN, 0};
  if (ended_ || ::poll(&readable, 1, patience_ms) <= 0) return false;
  std::array<char, 16384> bytes = {};
  const ssize_t received = ::recv(socket_, bytes.data(), bytes.size(), 0);
  ended_ = received <= 0;
  if (!ended_) arrived_.append(bytes.data(), static_cast<std::size_t>(received));
  return !ended_;
}

std::string RawClient::take(std::size_t count) {
  std::string taken = arrived_.substr(0, count);
  arrived_.erase(0, count);
  return taken;
}

std::string RawClient::read_until(std::string_view end) {
  while (arrived_.find(end) == std::string::npos && receive()) {
  }
  const std::size_t found = arrived_.find(end);
  return take(found == std::string::npos ? found : found + end.size());
}

RawReply RawClient::read_reply(bool has_body) {
  RawReply reply;
  const std::string head = read_until("\r\n\r\n");
  if (head.size() < 12) return reply;
  reply.status_line = head.substr(0, head.find("\r\n"));
  reply.status = std::atoi(head.c_str() + 9);
  reply.headers = read_headers(std::string_view(head).substr(reply.status_line.size() + 2));
  const std::size_t length = std::strtoul(reply.header("Content-Length").c_str(), nullptr, 10);
  while (has_body && arrived_.size() < length && receive()) {
  }
  if (has_body) reply.body = take(length);
  return reply;
}

std::string RawClient::read_to_end() {
  while (receive()) {
  }
  return take(std::string::npos);
}

bool RawClient::is_closed_by_server() {
  read_to_end();
  return ended_;
}

std::string RawClient::address() const {
  sockaddr_in6 address = {};
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  ::getsockname(socket_, generic, &size);
  const bool is_ipv6 = address.sin6_family == AF_INET6; // the port is in the same place in both
  return (is_ipv6 ? "[::1]:" : "127.0.0.1:") + std::to_string(ntohs(address.sin6_port));
}

std::string post_request(std::string_view body, std::string_view headers) {
  return "POST /hook HTTP/1.1\r\nHost: test\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

} // namespace syncbell::test
