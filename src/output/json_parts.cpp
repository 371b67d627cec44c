#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

std::string dumped(const json& value, int indent) {
  return value.dump(indent, ' ', false, json::error_handler_t::replace);
}

template <class T>
json value_or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

} // namespace

std::string one_line(const json& value) { return dumped(value, -1); }
std::string indented(const json& value) { return dumped(value, 2) + "\n"; }

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }
json or_null(const std::optional<std::string>& text) { return value_or_null(text); }
json or_null(const std::optional<bool>& flag) { return value_or_null(flag); }
json or_null(const std::optional<int>& number) { return value_or_null(number); }
json or_null(const std::optional<std::uint64_t>& number) { return value_or_null(number); }
json or_null(const std::optional<WallTime>& time) {
  return time ? json(format_timestamp(*time)) : json();
}

} // namespace syncbell
