#pragma once

#include "net/client_socket.hpp"
#include "net/reply_head.hpp"

#include <cstddef>

namespace syncbell {

// Reads the body of a reply, whose head has been received, to its end and drops it. True when the
// channel can carry another request. Of a body beyond `max_bytes` the rest is left unread, and the
// channel is of no more use. Fails (network) when the body breaks off or is malformed, or as the
// channel does.
Result<bool> drain_reply(Channel& channel, const ReceivedHead& received, std::size_t max_bytes);

} // namespace syncbell
