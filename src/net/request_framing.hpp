#pragma once

#include "net/request_head.hpp"

#include <optional>

namespace syncbell {

// Decides from method, version and headers where the body ends and what becomes of the connection
// afterwards, and fills that into the head. Gives a refusal where the headers contradict each
// other, or ask for something that is not done here.
std::optional<Refusal> apply_framing(const ServerLimits& limits, RequestHead& head);

// The refusal of a body beyond max_body_bytes.
Refusal body_too_large(const ServerLimits& limits);

} // namespace syncbell
