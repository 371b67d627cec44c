#pragma once

#include "core/result.hpp"
#include "net/patience.hpp"

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace syncbell {

// Where to connect to, as connect() takes it.
struct SocketAddress {
  sockaddr_storage storage = {};
  socklen_t length = 0;

  int family() const { return storage.ss_family; }
  const sockaddr* raw() const;
};

struct HostAndPort {
  std::string host; // a name or a literal address, IPv6 without brackets
  std::uint16_t port = 0;

  // As it stands in messages: "api.propexo.com:443", "[::1]:80".
  std::string text() const;
};

using LookUp = std::function<Result<std::vector<SocketAddress>>(const HostAndPort&)>;

// The system's resolver: blocks as long as it likes and cannot be interrupted.
Result<std::vector<SocketAddress>> look_up(const HostAndPort& target);

// The addresses of the target, at least one, in the order in which the system wants them tried.
// Literal addresses are read at once. Names are looked up on a thread of their own that is left
// behind when patience ends first: it owns everything it touches. Fails as Patience does, or with
// kind network when there is no such name.
Result<std::vector<SocketAddress>> resolve(const HostAndPort& target, const Patience& patience,
                                           LookUp look_up_name = look_up);

} // namespace syncbell
