#pragma once

#include "net/client_socket.hpp"
#include "net/http.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace syncbell {

// One request and its reply over an open channel.
struct Exchange {
  std::string_view method;
  std::string head; // as it goes out: request line, headers and the empty line
  std::string_view body;
  std::size_t max_reply_bytes = 0;
  std::function<void()> on_reply_head = nullptr; // called once the reply's headers are complete
};

// Sends the request once and reads the reply to its end. Fails with kind network when the
// connection breaks, the reply is malformed or too large, or as the channel does.
Result<HttpReply> exchange(Channel& channel, const Exchange& request);

} // namespace syncbell
