#pragma once

#include <string_view>

// What the heads of requests and of replies are made of (RFC 9110, RFC 9112).
namespace syncbell {

inline constexpr std::string_view line_end = "\r\n";

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A method, or the name of a header (RFC 9110, section 5.6.2).
bool is_token(std::string_view text);

} // namespace syncbell
