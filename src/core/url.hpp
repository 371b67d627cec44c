#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace syncbell {

// An absolute http or https URL, taken apart.
struct Url {
  std::string scheme;   // "http" or "https"
  std::string userinfo; // what stands before '@', still percent-encoded; usually empty
  std::string host;     // lower case; IPv6 without brackets
  std::uint16_t port = 0;
  std::string target; // path and query, at least "/"

  // Scheme, host and port as they stand in a URL; the port only where it is not the scheme's own.
  std::string origin() const;
  // The whole URL, without a user name or password.
  std::string text() const { return origin() + target; }
  // Host and port as the Host header has them.
  std::string authority() const;
  bool is_https() const { return scheme == "https"; }
  // localhost, 127.0.0.0/8 or ::1: what cannot leave this machine.
  bool is_loopback() const;
};

// A host as it stands in a URL and before a port: an IPv6 address in brackets.
std::string host_in_url(const std::string& host);
// "127.0.0.1:80", "[::1]:80".
std::string host_and_port(const std::string& host, std::uint16_t port);

// Fails (usage) naming the text and what is wrong with it. Fragments are cut off. White space,
// control characters and bytes beyond ASCII are refused.
Result<Url> parse_url(std::string_view text);

// The text of a URL with what stands before the '@' of its authority, a password perhaps, redacted;
// of a text that is no URL, all that stands before its last '@'.
std::string without_userinfo(std::string_view text);

// Whether two texts are one URL: scheme, host and port compared as they are resolved, the rest
// exactly. What is no URL is compared as text.
bool are_one_url(std::string_view left, std::string_view right);

} // namespace syncbell
