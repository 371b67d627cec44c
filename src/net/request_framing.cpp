#include "net/request_framing.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace syncbell {
namespace {

using Flaw = std::optional<Refusal>;

std::size_t count_headers(const RequestHead& head, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(head.headers.begin(), head.headers.end(), [name](const HeaderField& field) {
        return equals_ignoring_case(field.name, name);
      }));
}

bool is_one_of(std::string_view method, std::initializer_list<std::string_view> methods) {
  return std::find(methods.begin(), methods.end(), method) != methods.end();
}

Flaw check_host(const RequestHead& head) {
  const std::size_t hosts = count_headers(head, "Host");
  if (hosts > 1) return Refusal{400, "more than one Host header"};
  if (hosts == 0 && !head.is_http_1_0) return Refusal{400, "the Host header is missing"};
  return std::nullopt;
}

Flaw read_transfer_encoding(RequestHead& head) {
  const std::size_t fields = count_headers(head, "Transfer-Encoding");
  if (fields == 0) return std::nullopt;
  if (fields > 1) return Refusal{400, "more than one Transfer-Encoding header"};
  if (head.is_http_1_0) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  if (!equals_ignoring_case(*find_header(head.headers, "Transfer-Encoding"), "chunked")) {
    return Refusal{501, "no Transfer-Encoding but chunked is done here"};
  }
  head.framing = RequestFraming::chunked;
  return std::nullopt;
}

// Digits only; what does not fit a number is certainly more than any limit.
std::optional<std::uint64_t> read_length(std::string_view text) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
  return error == std::errc{} ? std::optional(length) : std::nullopt;
}

Flaw read_content_length(const ServerLimits& limits, RequestHead& head) {
  const std::size_t fields = count_headers(head, "Content-Length");
  if (fields == 0) return std::nullopt;
  if (fields > 1) return Refusal{400, "more than one Content-Length header"};
  if (head.framing == RequestFraming::chunked) {
    return Refusal{400, "both Content-Length and Transfer-Encoding"};
  }
  const std::optional<std::uint64_t> length =
      read_length(*find_header(head.headers, "Content-Length"));
  if (!length) return Refusal{400, "the Content-Length is not a number"};
  if (*length > limits.max_body_bytes) return body_too_large(limits);
  head.framing = RequestFraming::length;
  head.length = *length;
  return std::nullopt;
}

Flaw check_method(RequestHead& head) {
  if (head.framing == RequestFraming::none) {
    if (!is_one_of(head.method, {"POST", "PUT", "PATCH"})) return std::nullopt;
    return Refusal{411, "the method needs a Content-Length"};
  }
  const bool has_body = head.framing == RequestFraming::chunked || head.length > 0;
  if (has_body && is_one_of(head.method, {"GET", "HEAD", "TRACE", "CONNECT"})) {
    return Refusal{400, "the method may not have a body"};
  }
  return std::nullopt;
}

Flaw check_content_encoding(const RequestHead& head) {
  for (const HeaderField& field : head.headers) {
    if (!equals_ignoring_case(field.name, "Content-Encoding")) continue;
    if (field.value.empty() || equals_ignoring_case(field.value, "identity")) continue;
    return Refusal{415, "bodies must be sent without Content-Encoding"};
  }
  return std::nullopt;
}

// RFC 9110, section 10.1.1: HTTP/1.0 clients cannot mean it.
Flaw read_expectation(RequestHead& head) {
  for (const HeaderField& field : head.headers) {
    if (!equals_ignoring_case(field.name, "Expect")) continue;
    if (!equals_ignoring_case(field.value, "100-continue")) {
      return Refusal{417, "no expectation but 100-continue is met here"};
    }
    head.awaits_continue = !head.is_http_1_0;
  }
  return std::nullopt;
}

void read_connection(RequestHead& head) {
  const bool close = is_listed_in(head.headers, "Connection", "close");
  const bool keep = !head.is_http_1_0 || is_listed_in(head.headers, "Connection", "keep-alive");
  head.keep_alive = keep && !close;
}

} // namespace

std::optional<Refusal> apply_framing(const ServerLimits& limits, RequestHead& head) {
  if (Flaw flaw = check_host(head)) return flaw;
  if (Flaw flaw = read_transfer_encoding(head)) return flaw;
  if (Flaw flaw = read_content_length(limits, head)) return flaw;
  if (Flaw flaw = check_method(head)) return flaw;
  if (Flaw flaw = check_content_encoding(head)) return flaw;
  if (Flaw flaw = read_expectation(head)) return flaw;
  read_connection(head);
  return std::nullopt;
}

Refusal body_too_large(const ServerLimits& limits) {
  return {413, "body is larger than " + std::to_string(limits.max_body_bytes) + " bytes"};
}

} // namespace syncbell
