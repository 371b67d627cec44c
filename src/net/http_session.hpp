#pragma once

#include "net/body_room.hpp"
#include "net/connection.hpp"
#include "net/reply_formatter.hpp"

#include <atomic>

namespace syncbell {

// What the connections of one server share.
struct SessionServices {
  const ServerLimits& limits;
  const ServerHandler& handler;
  const ServerRefusal& on_refused;
  BodyRoom& room;
  ReplyFormatter& formatter;
  const std::atomic<bool>& is_full; // somebody waits for a place: nobody keeps his beyond a reply
};

// Answers the requests of a connection, one after the other, until one side ends it or it is
// interrupted. Afterwards only closing it is left to do.
void serve_connection(Connection& connection, const SessionServices& services);

} // namespace syncbell
