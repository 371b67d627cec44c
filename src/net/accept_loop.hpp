#pragma once

#include "net/http.hpp"
#include "platform/descriptor.hpp"

#include <functional>
#include <stop_token>
#include <thread>

namespace syncbell {

// Accepts connections on a thread of its own, until stop() or destruction. Goes on by itself after
// any failure, as soon as there are descriptors again.
class AcceptLoop {
public:
  // Called on that thread; no other connection is accepted before it returns. Sockets are
  // close-on-exec.
  using Accepted = std::function<void(Descriptor)>;

  // Throws std::system_error when there can be no thread.
  AcceptLoop(Descriptor listener, Accepted accepted, ServerTrouble on_trouble);
  ~AcceptLoop() { stop(); }
  AcceptLoop(const AcceptLoop&) = delete;
  AcceptLoop& operator=(const AcceptLoop&) = delete;

  // Returns once the thread has ended and the port is free again. Safe to call twice.
  void stop();

private:
  void run(const std::stop_token& stop);
  void hand_over(Descriptor socket) const;
  void tell_of(int shortage) const; // an errno

  Descriptor listener_;
  const Accepted accepted_;
  const ServerTrouble on_trouble_;
  std::jthread thread_;
};

} // namespace syncbell
