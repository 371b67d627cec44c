#pragma once

#include "net/http.hpp"
#include "support/raw_client.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace syncbell::test {

// A server on a port of this machine that remembers what it was asked.
class Receiver {
public:
  // Without a handler it answers every request with 200 and "seen\n".
  explicit Receiver(const ServerLimits& limits = {}, ServerHandler handler = nullptr,
                    const ListenAddress& address = {});

  HttpServer& server() { return *server_; }
  std::uint16_t port() const { return server_->port(); }
  RawClient connect() const { return RawClient(port()); }
  // Sends the bytes on a connection of their own.
  RawReply ask(std::string_view bytes) const;

  std::vector<RawRequest> requests() const;
  // The only request so far.
  RawRequest request() const;

private:
  ServerReply answer(const RawRequest& request);

  ServerHandler handler_;
  mutable std::mutex mutex_;
  std::vector<RawRequest> requests_ = {};
  std::unique_ptr<HttpServer> server_; // last: its threads use what stands above
};

} // namespace syncbell::test
