#include "mock/mock_service.hpp"

namespace syncbell::mock {

MockService::MockService(const Scenario& scenario, const Surroundings& surroundings)
    : simulation_(scenario, surroundings) {}

MockService::~MockService() { stop(); }

Result<std::unique_ptr<MockService>> MockService::open(const Scenario& scenario,
                                                       const ListenAddress& address,
                                                       const Surroundings& surroundings) {
  std::unique_ptr<MockService> service(new MockService(scenario, surroundings));
  Simulation& simulation = service->simulation_;
  auto server = open_http_server(
      address, ServerLimits{},
      [&simulation](const RawRequest& request) { return simulation.answer(request); },
      {[&simulation](const std::string& trouble) { simulation.note(trouble); }});
  if (!server) return std::move(server).error();
  service->server_ = *std::move(server);
  return service;
}

std::uint16_t MockService::port() const { return server_->port(); }

void MockService::stop() {
  simulation_.stop();
  if (server_) server_->drain();
}

} // namespace syncbell::mock
