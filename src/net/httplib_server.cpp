#include "net/accept_loop.hpp"
#include "net/connection_table.hpp"
#include "net/http_session.hpp"
#include "net/listening_socket.hpp"
#include "net/worker_pool.hpp"

#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <exception>
#include <mutex>

namespace syncbell {
namespace {

// Descriptors that the rest of the program needs.
constexpr rlim_t reserved_descriptors = 32;
constexpr rlim_t least_connections = 8;
// How long one that was evicted may take to leave before the next is.
constexpr Duration eviction_time{50};

// As many as were asked for, if the limit of descriptors allows it: beyond that accepting would
// fail, and nobody would be evicted for the newcomer.
std::size_t connection_limit(const ServerLimits& limits) {
  rlimit descriptors = {};
  if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return limits.max_connections;
  const rlim_t spare = std::max(descriptors.rlim_cur, reserved_descriptors) - reserved_descriptors;
  return static_cast<std::size_t>(
      std::min<rlim_t>(limits.max_connections, std::max(spare, least_connections)));
}

// Large bodies go back to the system as soon as they are let go of. Left to itself, malloc would
// keep what it learns to be usual, for each of its arenas, and so several times the room there is.
void return_large_bodies() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 128 << 10); // NOLINT(concurrency-mt-unsafe): it takes a lock
#endif
}

// A thread for each connection, as handlers may block; who waits longest makes room for newcomers.
class HttplibServer final : public HttpServer {
public:
  HttplibServer(Descriptor listener, const ServerLimits& limits, ServerHandler handler,
                ServerWatch watch)
      : limits_(limits), handler_(std::move(handler)), on_refused_(std::move(watch.on_refused)),
        port_(port_of(listener)), room_(limits.max_bodies_bytes, connection_limit(limits)),
        workers_({connection_limit(limits), watch.on_trouble},
                 [this](Descriptor socket) { serve(std::move(socket)); }),
        accept_loop_(
            std::move(listener), [this](Descriptor socket) { admit(std::move(socket)); },
            watch.on_trouble) {}
  ~HttplibServer() override { drain(); }
  HttplibServer(const HttplibServer&) = delete;
  HttplibServer& operator=(const HttplibServer&) = delete;

  std::uint16_t port() const override { return port_; }

  void drain() override {
    std::call_once(drained_, [this] {
      draining_ = true;
      connections_.drain();
      accept_loop_.stop();
      workers_.stop();
    });
  }

private:
  void admit(Descriptor socket) {
    while (!workers_.start(socket)) {
      if (draining_) return;
      is_full_ = true;
      connections_.evict_longest_waiting();
      workers_.wait_for_room(eviction_time);
    }
    is_full_ = false;
  }

  void serve(Descriptor socket) {
    try {
      Connection connection(std::move(socket));
      const TableEntry entry(connections_, connection);
      serve_connection(connection, {limits_, handler_, on_refused_, room_, formatter_, is_full_});
    } catch (...) { // out of memory, most likely: this connection is lost, the others are not
    }
  }

  const ServerLimits limits_;
  const ServerHandler handler_;
  const ServerRefusal on_refused_;
  const std::uint16_t port_;
  std::atomic<bool> draining_ = false;
  std::atomic<bool> is_full_ = false;
  std::once_flag drained_;
  BodyRoom room_;
  ReplyFormatter formatter_;
  ConnectionTable connections_;
  // Last, as their threads use what stands above.
  WorkerPool workers_;
  AcceptLoop accept_loop_;
};

} // namespace

Result<std::unique_ptr<HttpServer>> open_http_server(const ListenAddress& address,
                                                     const ServerLimits& limits,
                                                     ServerHandler handler, ServerWatch watch) {
  Result<Descriptor> listener = listen_on(address);
  if (!listener) return std::move(listener).error();
  return_large_bodies();
  try {
    if (!watch.on_trouble) watch.on_trouble = [](const std::string&) {};
    if (!watch.on_refused) watch.on_refused = [](const RawRequest&, int, const std::string&) {};
    std::unique_ptr<HttpServer> server = std::make_unique<HttplibServer>(
        *std::move(listener), limits, std::move(handler), std::move(watch));
    return server;
  } catch (const std::exception& error) {
    return Error{ErrorKind::local, std::string("cannot start to listen: ") + error.what()};
  }
}

} // namespace syncbell
