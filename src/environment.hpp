#pragma once

#include "core/settings.hpp"
#include "net/delivery_target.hpp"
#include "net/http.hpp"
#include "platform/child_process.hpp"
#include "platform/clock.hpp"
#include "platform/io.hpp"
#include "platform/signals.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace syncbell {

// The outside world in one place. A command touches nothing of it but through this, so that a test
// can put a small machine of its own in its place.
struct Environment {
  Io& io;
  Clock& clock;
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::function<double()> random;                             // in [0, 1)
  std::function<std::string(std::size_t count)> random_bytes; // that nobody can foresee
  std::function<std::unique_ptr<HttpTransport>(TransportOptions)> make_transport;
  std::function<Result<std::unique_ptr<DeliveryTarget>>(const DeliveryRoute&)> open_target;
  std::function<Result<std::unique_ptr<HttpServer>>(const ListenAddress&, const ServerLimits&,
                                                    ServerHandler, ServerWatch)>
      open_server;
  std::function<std::unique_ptr<SignalWatch>(std::function<void(int)>)> watch_signals;
  std::function<std::unique_ptr<ChildProcess>(const ChildCommand&, std::function<void(ChildEnd)>)>
      start_child;
  Settings settings = {}; // of this run, and where they came from
};

} // namespace syncbell
