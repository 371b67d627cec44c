#include "net/listening_socket.hpp"

#include "core/url.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace syncbell {
namespace {

// Connections that wait to be accepted while a burst comes in: where there is no room for one, its
// sender tries again after a second.
constexpr int backlog = SOMAXCONN;

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

std::string name_of(const ListenAddress& address) {
  return host_and_port(address.host, address.port);
}

Error cannot_listen(const ListenAddress& address, const std::string& reason, std::string hint) {
  return {ErrorKind::local, "cannot listen on " + name_of(address) + ": " + reason,
          std::move(hint)};
}

Error explain(const ListenAddress& address, int error_number) {
  switch (error_number) {
  case EADDRINUSE:
    return cannot_listen(address, "address already in use",
                         "another program has that port; choose one with --listen HOST:PORT or let "
                         "the system pick with --listen 0");
  case EACCES:
    return cannot_listen(address, "permission denied",
                         "ports below 1024 are for root; choose a higher one with --listen "
                         "HOST:PORT");
  case EADDRNOTAVAIL:
    return cannot_listen(address, "this machine does not have that address",
                         "listen on 127.0.0.1, on an address of this machine or, for all of them, "
                         "on 0.0.0.0");
  default:
    break;
  }
  return cannot_listen(address, std::system_category().message(error_number), "");
}

Result<AddressList> look_up(const ListenAddress& address) {
  addrinfo wanted = {};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failed =
      ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &wanted, &found);
  if (failed == 0) return AddressList(found, ::freeaddrinfo);
  return cannot_listen(address, std::string("host not found (") + ::gai_strerror(failed) + ")",
                       "give a name or an address of this machine, such as 127.0.0.1");
}

// Not open when it failed; errno says why. SO_REUSEADDR lets us start again at once on the port of
// a run that has just ended; SO_REUSEPORT would let two of us share it and each miss half.
Descriptor try_address(const addrinfo& address) {
  Descriptor listener(::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, 0));
  if (!listener.is_open()) return listener;
  const int on = 1;
  ::setsockopt(listener.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(listener.number(), address.ai_addr, address.ai_addrlen) != 0 ||
      ::listen(listener.number(), backlog) != 0) {
    const int failed = errno;
    listener = Descriptor();
    errno = failed;
  }
  return listener;
}

} // namespace

Result<Descriptor> listen_on(const ListenAddress& address) {
  const Result<AddressList> addresses = look_up(address);
  if (!addresses) return addresses.error();
  int failed = 0;
  for (const addrinfo* next = addresses->get(); next != nullptr; next = next->ai_next) {
    Descriptor listener = try_address(*next);
    if (listener.is_open()) return listener;
    if (failed == 0) failed = errno;
  }
  return explain(address, failed);
}

std::uint16_t port_of(const Descriptor& listener) {
  sockaddr_storage address = {};
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::getsockname(listener.number(), generic, &size) != 0) return 0;
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

} // namespace syncbell
