#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"
#include "net/client_socket.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace syncbell {

// How the end of a reply's body is found (RFC 9112, section 6.3).
enum class BodyFraming { none, length, chunked, until_close };

struct ReplyHead {
  int status = 0;
  HeaderFields headers;
  BodyFraming framing = BodyFraming::until_close;
  std::uint64_t length = 0; // of the body, when framed by length
  // Whether the server keeps the connection for another request (RFC 9112, section 9.3).
  bool is_persistent = false;
};

// Reads status line and headers, with their line ends and without the empty line. `method` is the
// request's: what answers HEAD or CONNECT has no body. Fails (network) on anything malformed or
// contradictory, as we could only guess where such a body ends.
Result<ReplyHead> parse_reply_head(std::string_view text, std::string_view method);

// The error of a body whose chunks cannot be told apart.
Error broken_chunks();

struct ReceivedHead {
  ReplyHead head;
  std::string body_begin; // what has already arrived behind the head
};

// Heads beyond this are refused.
inline constexpr std::size_t max_reply_head_bytes = std::size_t{64} << 10;

// Reads from the channel up to the end of the final reply's head; interim replies (1xx) are
// skipped.
Result<ReceivedHead> receive_reply_head(Channel& channel, std::string_view method);

} // namespace syncbell
