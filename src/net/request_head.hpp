#pragma once

#include "core/http_message.hpp"
#include "net/http.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

// The head of a request, read strictly: what two readers could understand differently is refused,
// so that nothing can be hidden from whoever checked the request before us (RFC 9110, RFC 9112).
namespace syncbell {

// What the receiver answers by itself, before it closes the connection.
struct Refusal {
  int status = 400;
  std::string reason; // for people, without a line end
  // Of the request; empty where they were not understood.
  std::string method = {};
  std::string target = {};
};

// How the end of a request's body is found.
enum class RequestFraming { none, length, chunked };

struct RequestHead {
  std::string method;
  std::string target;   // path and query; "*" for OPTIONS
  HeaderFields headers; // as sent, in order, with white space around the values removed
  RequestFraming framing = RequestFraming::none;
  std::uint64_t length = 0; // of the body, when framed by length
  bool is_http_1_0 = false;
  bool keep_alive = true;       // the client wants to send more on this connection
  bool awaits_continue = false; // the client holds its body back until it sees "100 Continue"
};

// What has arrived of a head so far.
struct HeadScan {
  std::optional<std::size_t> size; // of the head with its empty line, once that is there
  std::optional<Refusal> refusal;  // bytes that no head may contain: reading on is useless
};

// Looks for the end of the head. Bytes before `from` were scanned in an earlier call.
HeadScan scan_head(std::string_view bytes, std::size_t from = 0);

// How many bytes of empty lines stand before a request; RFC 9112 asks us to skip them.
std::size_t leading_line_ends(std::string_view bytes);

// Reads a complete head, its empty line included. Any bytes may be given.
std::variant<RequestHead, Refusal> parse_request_head(std::string_view bytes,
                                                      const ServerLimits& limits);

// The refusal for a head that is still incomplete after max_head_bytes.
Refusal head_too_large(std::string_view bytes, const ServerLimits& limits);

// Replies to HEAD have no body, refusals of a malformed HEAD included.
bool is_head_request(std::string_view bytes);

} // namespace syncbell
