#pragma once

#include "net/body_room.hpp"
#include "net/connection.hpp"
#include "net/request_head.hpp"

#include <memory>
#include <string>
#include <variant>

namespace syncbell {

struct ReceivedRequest {
  RequestHead head;
  std::string body;                 // without its transfer coding
  std::unique_ptr<BodyShare> share; // of the room for bodies; to be kept as long as the body
};

// The connection is over and nobody waits for an answer.
struct NothingReceived {};

struct RefusedRequest {
  Refusal refusal;
  bool is_head = false; // the answer may have no body
};

using RequestOutcome = std::variant<ReceivedRequest, RefusedRequest, NothingReceived>;

// Waits for the next request on the connection and reads all of it, within the limits. Sends
// "100 Continue" where the client waits for that. Bytes behind the request stay in the connection.
RequestOutcome read_request(Connection& connection, const ServerLimits& limits, BodyRoom& room);

} // namespace syncbell
