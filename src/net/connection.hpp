#pragma once

#include "core/time.hpp"
#include "platform/descriptor.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace syncbell {

// Why a connection is ended before its time.
enum class ConnectionEnd { none, evicted, draining };

// How a wait for input ended.
enum class Arrival { bytes, end, deadline, broken, interrupted };

// The server's side of a TCP connection. One thread reads and writes; any thread may interrupt it
// or ask since when it has been waiting.
class Connection {
public:
  explicit Connection(Descriptor socket);
  ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Where it comes from: "127.0.0.1:51234", "[::1]:51234"; "unknown" if it had gone at once.
  const std::string& peer() const { return peer_; }

  // What has arrived and was not consumed. Valid until the next call that is not const.
  std::string_view input() const { return std::string_view(buffer_).substr(consumed_); }
  void consume(std::size_t count);

  // Waits until more input has arrived, or the deadline has passed. Does not wait for what is
  // already there.
  Arrival wait_for_input(Instant deadline);

  // Hands all bytes to the kernel. False when the peer is gone or does not take them in time, which
  // is short once we are draining. While it does not take them the connection counts as waiting.
  bool write(std::string_view bytes, Duration timeout);

  // Tells the peer that nothing follows, and gives it time to read what it was sent: closing a
  // socket with unread input would make the kernel throw that away.
  void end_writing();
  void linger(Duration at_most);

  // ---- from any thread

  // Ends the current wait and all later ones. The first reason stays, but for draining.
  void interrupt(ConnectionEnd why);
  ConnectionEnd interruption() const { return interruption_.load(); }

  // For the choice of whom to evict: the instant since which it waits for a request, or for the
  // rest of one; Instant::max() while it does not.
  void waits_since(Instant since) { waiting_since_ = since.time_since_epoch().count(); }
  void is_busy() { waits_since(Instant::max()); }
  Instant waiting_since() const;

private:
  Arrival receive();
  bool wait_to_write(Instant begun, Instant deadline);

  Descriptor socket_;
  std::string peer_;
  std::string buffer_;
  std::size_t consumed_ = 0;
  std::atomic<ConnectionEnd> interruption_ = ConnectionEnd::none;
  std::atomic<bool> is_stuck_ = false; // the peer does not take what is written
  std::atomic<Instant::rep> waiting_since_ = Instant::max().time_since_epoch().count();
};

} // namespace syncbell
