#pragma once

#include "support/gate.hpp"

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace syncbell::test {

// How the bytes of a connection are read and written: plainly, or through TLS (tls_server.hpp).
class Wire {
public:
  explicit Wire(int descriptor) : descriptor_(descriptor) {}
  virtual ~Wire() = default;

  // As recv() and send(), blocking.
  virtual ssize_t read(char* into, std::size_t size);
  virtual ssize_t write(std::string_view bytes);

protected:
  int descriptor() const { return descriptor_; }

private:
  int descriptor_;
};

// One connection as the script sees it.
class Visitor {
public:
  Visitor(int descriptor, std::unique_ptr<Wire> wire, Gate& server_end)
      : descriptor_(descriptor), wire_(std::move(wire)), server_end_(server_end) {}

  // The request up to its empty line, and as much body as its Content-Length announces. What is
  // missing because the client left is missing here.
  struct Request {
    std::string head;
    std::string body;
  };
  Request read_request();

  // False when the client has gone.
  bool send(std::string_view bytes);

  // Sends the text byte after byte and then over again, until the client has gone.
  void drip_for_ever(std::string_view text);

  void wait_until_client_leaves();

  // Without reading anything.
  void wait_until_server_ends();

  // Has the connection end with a reset instead of a FIN.
  void reset();

  // Ends the connection at once, below TLS.
  void cut();

  // Passes bytes in both directions between the client and that port of this machine.
  void relay_to(std::uint16_t port);

  // Waits for some more bytes; false when the client has left.
  bool read_some();

private:
  int descriptor_;
  std::unique_ptr<Wire> wire_;
  Gate& server_end_;
  std::string buffer_;
};

using Script = std::function<void(Visitor&)>;
using WireMaker = std::function<std::unique_ptr<Wire>(int)>;

// A server on a port of 127.0.0.1 (or ::1) that runs the script for every connection, each on a
// thread of its own, and closes it afterwards. Ends everything when destroyed.
class ScriptedServer {
public:
  struct Options {
    WireMaker make_wire = nullptr; // null: plain
    bool ipv6 = false;
  };
  explicit ScriptedServer(Script script) : ScriptedServer(std::move(script), Options{}) {}
  ScriptedServer(Script script, Options options);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const { return port_; }
  // "http://127.0.0.1:PORT" and the target.
  std::string url(const std::string& target = "/") const;
  int connections() const;

private:
  struct Connection {
    int descriptor;
    std::thread thread;
  };
  void accept_all();
  void serve(int descriptor);

  const Script script_;
  const Options options_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  bool is_ending_ = false;
  Gate end_;
  std::vector<Connection> connections_;
  std::thread acceptor_;
};

// A script that answers every request with these bytes.
Script answering(std::string reply);

// "HTTP/1.1 200 OK" with that body.
std::string ok_reply(std::string_view body);

// A socket that was bound but does not listen: connections to its port are refused.
class ClosedPort {
public:
  ClosedPort();
  ~ClosedPort();
  ClosedPort(const ClosedPort&) = delete;
  ClosedPort& operator=(const ClosedPort&) = delete;
  std::uint16_t port() const { return port_; }

private:
  int descriptor_;
  std::uint16_t port_ = 0;
};

// A socket whose queue is full, so that connecting to it hangs. Not every kernel lets one be made.
class DeafPort {
public:
  DeafPort();
  ~DeafPort();
  DeafPort(const DeafPort&) = delete;
  DeafPort& operator=(const DeafPort&) = delete;
  std::uint16_t port() const { return port_; }
  bool hangs() const { return hangs_; }

private:
  std::vector<int> descriptors_;
  std::uint16_t port_ = 0;
  bool hangs_ = false;
};

} // namespace syncbell::test
