#include "mock/query.hpp"

#include <charconv>

namespace syncbell::mock {
namespace {

std::optional<char> decoded_byte(std::string_view digits) {
  unsigned value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, failure] = std::from_chars(digits.data(), end, value, 16);
  if (digits.size() != 2 || failure != std::errc{} || stopped != end) return std::nullopt;
  return static_cast<char>(value);
}

std::string parameter_text(std::string_view encoded) {
  std::string text(encoded);
  for (char& c : text) {
    if (c == '+') c = ' ';
  }
  return percent_decoded(text);
}

} // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto byte = text.front() == '%' ? decoded_byte(text.substr(1, 2)) : std::nullopt;
    out += byte.value_or(text.front());
    text.remove_prefix(byte ? 3 : 1);
  }
  return out;
}

Query::Query(std::string_view target) {
  const std::size_t mark = target.find('?');
  std::string_view rest = mark == target.npos ? std::string_view{} : target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(pair.size() < rest.size() ? pair.size() + 1 : rest.size());
    const std::size_t equals = pair.find('=');
    const std::string_view value = equals == pair.npos ? "" : pair.substr(equals + 1);
    parameters_.emplace_back(parameter_text(pair.substr(0, equals)), parameter_text(value));
  }
}

std::optional<std::string> Query::find(std::string_view name) const {
  for (const auto& [key, value] : parameters_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

} // namespace syncbell::mock
