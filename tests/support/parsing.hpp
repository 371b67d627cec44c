#pragma once

#include "parser.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// A command line by itself: nothing is configured, and no variable is set.
inline Result<Invocation> parse_arguments(const std::vector<std::string>& arguments) {
  Result<Order> order =
      parse_arguments(arguments, [](const std::string&) { return std::optional<std::string>(); });
  if (!order) return order.error();
  return std::move(order->invocation);
}

} // namespace syncbell
