#include "net/delivery_target.hpp"

#include "net/kept_connection.hpp"

#include <sys/resource.h>

namespace syncbell {
namespace {

// Each connection needs descriptors, and there may be a thousand: as many as we may have.
void allow_all_descriptors() {
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

class PlannedTarget final : public DeliveryTarget {
public:
  explicit PlannedTarget(DeliveryPlan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<DeliveryConnection> connect(std::stop_token stop) override {
    return std::make_unique<KeptConnection>(plan_, std::move(stop));
  }

private:
  const DeliveryPlan plan_;
};

} // namespace

Result<std::unique_ptr<DeliveryTarget>> open_delivery_target(const DeliveryRoute& route) {
  Result<Route> way = plan_route(route.url, route.transport.proxies);
  if (!way) return way.error();
  if (way->target.is_https()) {
    Result<TlsContext> tls = make_tls_context(route.transport.ca_file);
    if (!tls) return tls.error();
    way->tls = *std::move(tls);
  }
  allow_all_descriptors();
  return std::unique_ptr<DeliveryTarget>(
      std::make_unique<PlannedTarget>(make_delivery_plan(*std::move(way), route.timeout)));
}

} // namespace syncbell
