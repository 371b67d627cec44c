#include "net/proxy.hpp"

#include "core/hex.hpp"
#include "core/http_message.hpp"

#include <openssl/evp.h>

#include <arpa/inet.h>

#include <array>
#include <vector>

namespace syncbell {
namespace {

// What stands for %XX; a percent sign without two hexadecimal digits stands for itself.
std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

std::string base64(const std::string& bytes) {
  // EVP_EncodeBlock writes a final NUL, for which std::string has its place.
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(static_cast<unsigned char*>(static_cast<void*>(out.data())),
                  static_cast<const unsigned char*>(static_cast<const void*>(bytes.data())),
                  static_cast<int>(bytes.size()));
  return out;
}

Secret basic_authorization(std::string_view userinfo) {
  if (userinfo.empty()) return {};
  std::string pair(userinfo);
  if (pair.find(':') == pair.npos) pair += ':';
  return Secret("Basic " + base64(percent_decode(pair)));
}

Result<std::optional<Proxy>> parse_proxy(std::string_view text, const std::string& variable) {
  const bool names_scheme = text.find("://") != text.npos;
  const Result<Url> url =
      parse_url(names_scheme ? std::string(text) : "http://" + std::string(text));
  if (!url || url->is_https()) {
    return Error{ErrorKind::usage,
                 "the value of " + variable + " is not a proxy that syncbell can use",
                 "write it as http://[user:password@]host[:port], or unset " + variable};
  }
  return std::optional(Proxy{{url->host, url->port}, basic_authorization(url->userinfo)});
}

// The sixteen or four bytes of a literal address; empty when it is a name.
std::string address_bytes(const std::string& host) {
  std::array<char, 16> bytes = {};
  if (::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) return {bytes.data(), 4};
  if (::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1) return {bytes.data(), 16};
  return {};
}

std::string_view without_dots_at_the_ends(std::string_view name) {
  while (name.starts_with('.'))
    name.remove_prefix(1);
  while (name.ends_with('.'))
    name.remove_suffix(1);
  return name;
}

bool is_same_or_below(std::string_view name, std::string_view domain) {
  name = without_dots_at_the_ends(name);
  domain = without_dots_at_the_ends(domain);
  if (domain.empty() || name.size() < domain.size()) return false;
  const std::size_t begin = name.size() - domain.size();
  return equals_ignoring_case(name.substr(begin), domain) && (begin == 0 || name[begin - 1] == '.');
}

struct Entry {
  std::string_view host; // without brackets
  std::string_view port; // empty: any
};

Entry split_entry(std::string_view entry) {
  if (entry.starts_with('[')) {
    const std::size_t end = entry.find(']');
    if (end == entry.npos) return {entry, {}};
    const std::string_view rest = entry.substr(end + 1);
    return {entry.substr(1, end - 1), rest.starts_with(':') ? rest.substr(1) : std::string_view{}};
  }
  const std::size_t colon = entry.rfind(':');
  const bool names_port = colon != entry.npos && entry.find(':') == colon; // else IPv6
  if (!names_port) return {entry, {}};
  return {entry.substr(0, colon), entry.substr(colon + 1)};
}

bool matches(std::string_view text, const Url& target) {
  const Entry entry = split_entry(text);
  if (!entry.port.empty() && entry.port != std::to_string(target.port)) return false;
  if (entry.host == "*") return true;
  const std::string wanted = address_bytes(std::string(entry.host));
  const std::string actual = address_bytes(target.host);
  if (!wanted.empty() || !actual.empty()) return wanted == actual;
  return is_same_or_below(target.host, entry.host);
}

} // namespace

bool is_exempt_from_proxy(std::string_view no_proxy, const Url& target) {
  constexpr std::string_view separators = ", \t\r\n";
  while (!no_proxy.empty()) {
    const std::size_t end = std::min(no_proxy.find_first_of(separators), no_proxy.size());
    const std::string_view entry = no_proxy.substr(0, end);
    if (!entry.empty() && matches(entry, target)) return true;
    no_proxy.remove_prefix(std::min(end + 1, no_proxy.size()));
  }
  return false;
}

Result<std::optional<Proxy>> choose_proxy(const ProxySettings& settings, const Url& target) {
  const std::string& text = target.is_https() ? settings.https_proxy : settings.http_proxy;
  if (text.empty() || target.is_loopback() || is_exempt_from_proxy(settings.no_proxy, target)) {
    return std::optional<Proxy>();
  }
  return parse_proxy(text, target.is_https() ? "HTTPS_PROXY" : "HTTP_PROXY");
}

} // namespace syncbell
