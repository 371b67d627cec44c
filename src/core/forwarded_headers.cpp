#include "core/forwarded_headers.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

constexpr std::array<std::string_view, 8> of_one_connection = {
    "Connection", "Keep-Alive",        "TE",      "Trailer",
    "Host",       "Transfer-Encoding", "Upgrade", "Content-Length"};

constexpr std::string_view proxy_begin = "Proxy-";

bool is_any_of(std::string_view name, const auto& names) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view other) { return equals_ignoring_case(name, other); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// What the Connection headers name: "close, X-Hop" → "close", "X-Hop".
std::vector<std::string_view> named_by_connection(const HeaderFields& fields) {
  std::vector<std::string_view> names;
  for (const HeaderField& field : fields) {
    if (!equals_ignoring_case(field.name, "Connection")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      names.push_back(trimmed(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return names;
}

} // namespace

HeaderFields forwarded_headers(const HeaderFields& received) {
  const std::vector<std::string_view> named = named_by_connection(received);
  HeaderFields forwarded;
  for (const HeaderField& field : received) {
    const std::string_view begin = std::string_view(field.name).substr(0, proxy_begin.size());
    if (is_any_of(field.name, of_one_connection) || is_any_of(field.name, named) ||
        equals_ignoring_case(begin, proxy_begin)) {
      continue;
    }
    forwarded.push_back(field);
  }
  return forwarded;
}

} // namespace syncbell
