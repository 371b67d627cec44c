#pragma once

#include "mock/scenario.hpp"
#include "mock/simulation.hpp"
#include "net/http.hpp"

#include <cstdint>
#include <memory>

namespace syncbell::mock {

// The simulated Propexo on a port of this machine, from open() until stop() or destruction.
class MockService {
public:
  // Binds, starts the scenario's clock and serves. The surroundings must outlive the service.
  // Fails (local) when the address cannot be used.
  static Result<std::unique_ptr<MockService>>
  open(const Scenario& scenario, const ListenAddress& address, const Surroundings& surroundings);
  ~MockService();
  MockService(const MockService&) = delete;
  MockService& operator=(const MockService&) = delete;

  std::uint16_t port() const;

  // Cuts short delayed replies and webhooks under way, and joins every thread. Safe to call twice.
  void stop();

private:
  MockService(const Scenario& scenario, const Surroundings& surroundings);

  Simulation simulation_;
  std::unique_ptr<HttpServer> server_;
};

} // namespace syncbell::mock
