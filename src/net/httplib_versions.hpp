#pragma once

#include <httplib.h>

#include <string>
#include <utility>

// Where the versions of cpp-httplib differ, from 0.11 to 0.41: told by what its types offer, not by
// numbers. Included by the .cpp files that use it.
namespace syncbell {

// A stream that is no socket: what derives from it reads and writes. Nothing is marked override, as
// some members are known only to some versions, and clang wants all of a class marked or none.
// NOLINTBEGIN(modernize-use-override)
class HttplibStream : public httplib::Stream {
public:
  bool is_readable() const { return true; }
  bool is_writable() const { return true; }
  bool wait_readable() const { return true; }
  bool wait_writable() const { return true; }
  bool is_peer_alive() const { return true; }
  time_t duration() const { return 0; }
  socket_t socket() const { return INVALID_SOCKET; }
  void get_remote_ip_and_port(std::string&, int&) const {}
  void get_local_ip_and_port(std::string&, int&) const {}
};
// NOLINTEND(modernize-use-override)

// The server without its connections.
class HttplibResponder : public httplib::Server {
public:
  // Reads a request from the stream and writes the reply to it.
  void answer(httplib::Stream& stream) { answer(*this, stream, 0); }

private:
  // 0.12 and later want the addresses of both ends as well.
  template <class Server>
  static auto answer(Server& server, httplib::Stream& stream, int)
      -> decltype(server.process_request(stream, "", 0, "", 0, true, std::declval<bool&>(),
                                         nullptr)) {
    bool closed = false;
    return server.process_request(stream, "", 0, "", 0, true, closed, nullptr);
  }

  template <class Server>
  static auto answer(Server& server, httplib::Stream& stream, long)
      -> decltype(server.process_request(stream, true, std::declval<bool&>(), nullptr)) {
    bool closed = false;
    return server.process_request(stream, true, closed, nullptr);
  }
};

} // namespace syncbell
