#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

// HTTP as the rest of the program sees it. Implementations are httplib_transport.cpp and
// httplib_server.cpp; nothing outside net/ knows which library is behind them.
namespace syncbell {

// ---- what we send

struct HttpRequest {
  std::string method = "GET";
  std::string url; // absolute: scheme, host, optional port, path and query
  HeaderFields headers = {};
  std::string body = {};
  // Passes the caller's Accept-Encoding on, so that the reply may come in a coding; else it is
  // asked for as it is.
  bool allow_codings = false;
  std::size_t max_reply_bytes = std::size_t{32} << 20;
  Duration connect_timeout = std::chrono::seconds{10};
  Duration total_timeout =
      std::chrono::seconds{60}; // from the look-up of the name to the last byte
};

struct HttpReply {
  int status = 0;
  HeaderFields headers;
  std::string body;
};

class HttpTransport {
public:
  virtual ~HttpTransport() = default;

  // Sends one request and returns whatever was answered, errors of the application and redirects
  // included: redirects are never followed. May be called from several threads at once.
  // Fails with kind network (could not connect, certificate refused, timed out, reply too large:
  // the message says which), usage (a URL or header that cannot be sent) or cancelled.
  // Once the token asks to stop, it returns within milliseconds, wherever it is.
  virtual Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) = 0;
};

// ---- what we receive

struct ServerReply {
  int status = 200;
  std::string body = {};
  std::string content_type = "text/plain";
  HeaderFields headers = {};
  // Sends nothing at all and closes the connection: a reply lost on its way.
  bool drop = false;
  // Called once the reply has been handed to the kernel, on the thread of its connection.
  std::function<void()> on_sent = nullptr;
};

// Called on the connection's own thread, several at a time.
using ServerHandler = std::function<ServerReply(RawRequest)>;

// Told, on any thread, of what the machine lacks to take further connections: once for as long as
// it goes on lacking it.
using ServerTrouble = std::function<void(const std::string& what)>;

// Told, on the thread of its connection, of a request that the server answers by itself, as it is
// malformed, too large or too slow: with what of it was understood, which may be nothing. There are
// few reasons, and none has words of the client's. Not told while the server drains.
using ServerRefusal =
    std::function<void(const RawRequest& request, int status, const std::string& reason)>;

// What a server tells besides requests; either may be missing.
struct ServerWatch {
  ServerTrouble on_trouble = nullptr;
  ServerRefusal on_refused = nullptr;
};

struct ListenAddress {
  std::string host = "127.0.0.1"; // a name or a literal address, IPv6 without brackets
  std::uint16_t port = 0;         // 0: the system picks one
};

// What a stranger may use up. Deadlines are totals, not per read.
struct ServerLimits {
  std::size_t max_body_bytes = std::size_t{5} << 20;    // of one request
  std::size_t max_bodies_bytes = std::size_t{64} << 20; // of all in flight; beyond: BodyRoom
  std::size_t max_head_bytes = std::size_t{64} << 10;
  std::size_t max_target_bytes = std::size_t{8} << 10;
  std::size_t max_headers = 200;
  std::size_t max_connections = 256;                // fewer if the limit of descriptors is low
  Duration idle_timeout = std::chrono::seconds{5};  // between requests of a connection
  Duration head_timeout = std::chrono::seconds{10}; // from the first byte to the end of the headers
  Duration body_timeout = std::chrono::seconds{30}; // from the first byte to the end of the body
  Duration write_timeout = std::chrono::seconds{5};
};

// A server that accepts connections from the moment it exists until drain() or destruction.
class HttpServer {
public:
  virtual ~HttpServer() = default;
  virtual std::uint16_t port() const = 0;

  // Stops accepting, lets replies that are being written be written, ends every connection and
  // joins every thread. After it returns the handler is not called any more. Safe to call twice;
  // not from a handler.
  virtual void drain() = 0;
};

// Binds and starts serving. Fails (local) when the address cannot be used, naming it and why.
Result<std::unique_ptr<HttpServer>> open_http_server(const ListenAddress& address,
                                                     const ServerLimits& limits,
                                                     ServerHandler handler, ServerWatch watch = {});

// ---- making a transport

struct ProxySettings {
  std::string https_proxy = {}; // HTTPS_PROXY or https_proxy: "http://user:password@host:port"
  std::string http_proxy = {};  // http_proxy; HTTP_PROXY too
  // NO_PROXY or no_proxy: "localhost,.internal,10.0.0.1,example.com:8443,*"
  std::string no_proxy = {};
};

struct TransportOptions {
  std::string ca_file = {}; // PEM file trusted instead of the system's store; empty: the system's
  ProxySettings proxies = {};
};

std::unique_ptr<HttpTransport> make_http_transport(TransportOptions options);

} // namespace syncbell
