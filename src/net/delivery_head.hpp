#pragma once

#include "core/secret.hpp"
#include "net/delivery_target.hpp"
#include "net/route.hpp"

#include <string>

namespace syncbell {

// The parts of a request's head that are the same for every delivery to a target.
struct DeliveryAddress {
  std::string target;    // as it stands in the request line
  std::string authority; // as it stands in Host
  Secret proxy_authorization;
};

DeliveryAddress address_of(const Route& route);

// Appends the request line, the headers as DeliveryRequest promises, and the empty line. What it is
// given must be sendable.
void append_delivery_head(const DeliveryRequest& request, const DeliveryAddress& address,
                          std::string& head);

} // namespace syncbell
