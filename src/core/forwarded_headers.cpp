#include "core/forwarded_headers.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

constexpr std::array<std::string_view, 7> of_one_connection = {
    "Connection", "Expect", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade"};
constexpr std::array<std::string_view, 2> made_anew = {"Host", "Content-Length"};

constexpr std::string_view proxy_begin = "Proxy-";

bool is_any_of(std::string_view name, const auto& names) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view other) { return equals_ignoring_case(name, other); });
}

} // namespace

bool belongs_to_connection(std::string_view name, const HeaderFields& request) {
  return is_any_of(name, of_one_connection) ||
         equals_ignoring_case(name.substr(0, proxy_begin.size()), proxy_begin) ||
         is_listed_in(request, "Connection", name);
}

HeaderFields forwarded_headers(const HeaderFields& received) {
  HeaderFields forwarded;
  for (const HeaderField& field : received) {
    if (is_any_of(field.name, made_anew) || belongs_to_connection(field.name, received)) continue;
    forwarded.push_back(field);
  }
  return forwarded;
}

} // namespace syncbell
