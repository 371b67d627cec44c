#pragma once

#include "core/result.hpp"
#include "net/patience.hpp"
#include "net/resolver.hpp"
#include "platform/descriptor.hpp"

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace syncbell {

// A connected TCP socket that never blocks, never raises SIGPIPE and does not delay small writes.
class ClientSocket {
public:
  explicit ClientSocket(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  int descriptor() const { return descriptor_.number(); }

  // As recv() and send(): -1 with errno, EAGAIN where they would block.
  ssize_t receive(char* into, std::size_t size) const;
  ssize_t send(std::string_view bytes) const;

  // Whether nothing has arrived, not even the peer's end.
  bool is_quiet() const;

private:
  Descriptor descriptor_;
};

// Tries the addresses in order until one accepts; each gets an equal share of the time that is
// left. `name` is what messages call the target. Fails with kind network, local where too
// many files are open, or as Patience does.
Result<ClientSocket> connect_to(const std::vector<SocketAddress>& addresses,
                                const std::string& name, const Patience& patience);

// True for the errno values that mean "not now".
bool would_block(int error_number);

// What the bytes of a request and its reply travel through.
class Channel {
public:
  virtual ~Channel() = default;

  // Reads up to `size` bytes as soon as there are any; 0 when the peer has ended its side in order.
  // Fails with kind network when the connection broke, or as Patience does.
  virtual Result<std::size_t> read(char* into, std::size_t size) = 0;

  // Writes all bytes; false when the peer takes no more (its reply may still be there to read).
  // Fails as Patience does.
  virtual Result<bool> write(std::string_view bytes) = 0;

  // Whether another request may go out between two: nothing has come that was not asked for, and
  // the peer has not ended its side. Does not wait.
  virtual bool is_quiet() const = 0;
};

// HTTP without TLS. The patience must outlive it.
class PlainChannel final : public Channel {
public:
  PlainChannel(ClientSocket socket, const Patience& patience)
      : socket_(std::move(socket)), patience_(patience) {}

  Result<std::size_t> read(char* into, std::size_t size) override;
  Result<bool> write(std::string_view bytes) override;
  bool is_quiet() const override { return socket_.is_quiet(); }

  // Gives the socket away, to speak TLS over it; nothing else may be called afterwards.
  ClientSocket release() { return std::move(socket_); }

private:
  ClientSocket socket_;
  const Patience& patience_;
};

// The error of a connection that ended too early, however it ended.
Error connection_lost();

} // namespace syncbell
