#include "core/custom_header.hpp"

#include "core/contract.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

constexpr std::string_view own_prefix = "x-syncbell-";

// What belongs to one connection (RFC 9110, section 7.6.1) or to the message itself.
constexpr std::array taken_names{"connection",
                                 "keep-alive",
                                 "proxy-connection",
                                 "proxy-authenticate",
                                 "proxy-authorization",
                                 "te",
                                 "trailer",
                                 "transfer-encoding",
                                 "upgrade",
                                 "expect",
                                 "host",
                                 "content-length",
                                 "content-type",
                                 contract::signature_header};

// RFC 9110, section 5.6.2.
bool is_name(std::string_view text) {
  static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != marks.npos;
  });
}

bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t'; });
}

Error refused(const std::string& why, const std::string& hint = "") {
  return {ErrorKind::usage, why, hint};
}

} // namespace

Result<HeaderField> parse_custom_header(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return refused("is not a header", "write it as 'Name: value'");
  const std::string name(text.substr(0, colon));
  const std::string_view value = trimmed(text.substr(colon + 1));
  if (!is_name(name)) return refused("'" + printable(name) + "' is not the name of a header");
  if (value.empty()) return refused(name + " has no value");
  if (!is_value(value)) return refused("the value of " + name + " holds what a header cannot");
  if (equals_ignoring_case(std::string_view(name).substr(0, own_prefix.size()), own_prefix)) {
    return refused(name + " is syncbell's own", "headers of its name hold what it is for");
  }
  const bool taken = std::any_of(taken_names.begin(), taken_names.end(), [&name](const char* each) {
    return equals_ignoring_case(name, each);
  });
  if (taken) return refused(name + " is set by whoever sends the webhook");
  return HeaderField{name, std::string(value)};
}

} // namespace syncbell
