#pragma once

#include "net/byte_budget.hpp"
#include "net/connection.hpp"
#include "net/reply_formatter.hpp"

namespace syncbell {

// What the connections of one server share.
struct SessionServices {
  const ServerLimits& limits;
  const ServerHandler& handler;
  ByteBudget& budget;
  ReplyFormatter& formatter;
};

// Answers the requests of a connection, one after the other, until one side ends it or it is
// interrupted. Afterwards only closing it is left to do.
void serve_connection(Connection& connection, const SessionServices& services);

} // namespace syncbell
