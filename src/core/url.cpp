#include "core/url.hpp"

#include "core/printable.hpp"
#include "core/secret.hpp"

#include <algorithm>
#include <charconv>

namespace syncbell {
namespace {

Error malformed(std::string_view text, const std::string& why) {
  return {ErrorKind::usage,
          "'" + printable(without_userinfo(text)) + "' is not a URL syncbell can use: " + why,
          "write it as https://host[:port]/path"};
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_valid_host(std::string_view host, bool bracketed) {
  // Only IPv6 stands in brackets; without its colons "[cafe]" would be looked up as a name.
  if (bracketed && host.find(':') == host.npos) return false;
  const std::string_view allowed =
      bracketed ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-._~";
  return !host.empty() && host.find_first_not_of(allowed) == host.npos;
}

// Four numbers up to 255: "127.0.0.1", but not "127.0.0.256", which a resolver takes for a name.
bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    std::uint8_t number = 0;
    const auto [stopped, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(stopped - text.data()));
    if (part == 3) break;
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, port);
  return failure == std::errc{} && stopped == end && port != 0;
}

// Splits "host", "host:port", "[v6]" and "[v6]:port" into the URL; false when it is none of them.
bool parse_authority(std::string_view text, Url& url) {
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && host_end == text.npos) return false;
  url.host = lower_case(bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end));
  if (!is_valid_host(url.host, bracketed)) return false;
  std::string_view rest =
      host_end == text.npos ? std::string_view{} : text.substr(host_end + (bracketed ? 1 : 0));
  if (rest.empty()) return true;
  return rest.front() == ':' && parse_port(rest.substr(1), url.port);
}

} // namespace

std::string without_userinfo(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  const std::size_t begin = scheme_end == text.npos ? 0 : scheme_end + 3;
  const std::string_view start = text.substr(0, text.find_first_of("/?#", begin));
  std::size_t at = start.rfind('@');
  const std::string_view authority = start.substr(at == start.npos || at < begin ? begin : at + 1);
  // Of what is no URL nobody knows where a password in it ends.
  Url ignored;
  if (scheme_end == text.npos || !parse_authority(authority, ignored)) at = text.rfind('@');
  if (at == text.npos || at < begin) return std::string(text);
  return std::string(text.substr(0, begin)) + redacted + std::string(text.substr(at));
}

std::string host_in_url(const std::string& host) {
  return host.find(':') == host.npos ? host : "[" + host + "]";
}

std::string host_and_port(const std::string& host, std::uint16_t port) {
  return host_in_url(host) + ":" + std::to_string(port);
}

std::string Url::authority() const {
  const bool usual = port == (is_https() ? 443 : 80);
  return usual ? host_in_url(host) : host_and_port(host, port);
}

std::string Url::origin() const { return scheme + "://" + authority(); }

bool Url::is_loopback() const {
  return host == "localhost" || host == "::1" || (host.starts_with("127.") && is_ipv4(host));
}

Result<Url> parse_url(std::string_view text) {
  if (!is_visible_ascii(text)) {
    return malformed(text, "it holds white space or characters that must be percent-encoded");
  }
  const std::string_view whole = text.substr(0, text.find('#'));
  const std::size_t scheme_end = whole.find("://");
  Url url;
  if (scheme_end != whole.npos) url.scheme = lower_case(whole.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") {
    return malformed(text, "it does not begin with http:// or https://");
  }
  url.port = url.is_https() ? 443 : 80;
  std::string_view rest = whole.substr(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, authority_end);
  if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
    url.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (!parse_authority(authority, url)) return malformed(text, "its host or port is malformed");
  rest.remove_prefix(authority_end);
  url.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
  return url;
}

bool are_one_url(std::string_view left, std::string_view right) {
  const Result<Url> one = parse_url(left);
  const Result<Url> other = parse_url(right);
  if (!one || !other) return left == right;
  return one->origin() == other->origin() && one->userinfo == other->userinfo &&
         one->target == other->target;
}

} // namespace syncbell
