#pragma once

#include "net/client_socket.hpp"
#include "net/delivery_head.hpp"
#include "net/delivery_target.hpp"
#include "net/patience.hpp"
#include "net/route.hpp"

#include <memory>
#include <string>

namespace syncbell {

// What all connections to a target have in common.
struct DeliveryPlan {
  Route route;
  DeliveryAddress address;
  Duration timeout;
  Error no_answer; // made once: every request needs both
  Error reply_incomplete;
};

DeliveryPlan make_delivery_plan(Route route, Duration timeout);

// A DeliveryConnection over a Channel of its own. The plan must outlive it.
class KeptConnection final : public DeliveryConnection {
public:
  KeptConnection(const DeliveryPlan& plan, std::stop_token stop)
      : plan_(plan), patience_(std::move(stop)) {}

  Result<int> send(const DeliveryRequest& request) override;

private:
  bool can_be_used_again(Instant now) const;
  Result<void> open(Instant start);
  Result<int> exchange(const DeliveryRequest& request, Instant start);
  Result<bool> write(const DeliveryRequest& request);

  const DeliveryPlan& plan_;
  Patience patience_; // before the channel, which refers to it
  std::unique_ptr<Channel> channel_;
  Instant last_used_{};
  bool peer_listened_ = true; // took the whole of the last request
  std::string outgoing_;
};

} // namespace syncbell
