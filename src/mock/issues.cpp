#include "mock/issues.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

// An empty path is [], not null.
Json as_array(const IssuePath& path) { return path.is_array() ? path : Json::array(); }

std::string type_name(const Json& value) {
  switch (value.type()) {
  case Json::value_t::discarded:
    return "undefined";
  case Json::value_t::null:
    return "null";
  case Json::value_t::object:
    return "object";
  case Json::value_t::array:
    return "array";
  case Json::value_t::string:
    return "string";
  case Json::value_t::boolean:
    return "boolean";
  default:
    return "number";
  }
}

std::string listed(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += "'" + word + "'";
  }
  return out;
}

Json too_small(const IssuePath& path, int least, std::string_view type, std::string message) {
  return {{"code", "too_small"},
          {"minimum", least},
          {"type", type},
          {"inclusive", true},
          {"exact", false},
          {"path", as_array(path)},
          {"message", std::move(message)}};
}

} // namespace

Json wrong_type(const IssuePath& path, std::string_view expected, const Json& received) {
  const std::string actual = type_name(received);
  const std::string message = actual == "undefined"
                                  ? "Required"
                                  : "Expected " + std::string(expected) + ", received " + actual;
  return {{"code", "invalid_type"},
          {"expected", expected},
          {"received", actual},
          {"path", as_array(path)},
          {"message", message}};
}

Json wrong_word(const IssuePath& path, const std::vector<std::string>& options,
                std::string_view received) {
  return {{"code", "invalid_enum_value"},
          {"options", options},
          {"received", received},
          {"path", as_array(path)},
          {"message", "Invalid enum value. Expected " + listed(options, " | ") + ", received '" +
                          std::string(received) + "'"}};
}

Json too_short(const IssuePath& path, int least) {
  return too_small(path, least, "string",
                   "String must contain at least " + std::to_string(least) + " character(s)");
}

Json too_few(const IssuePath& path, int least) {
  return too_small(path, least, "array",
                   "Array must contain at least " + std::to_string(least) + " element(s)");
}

Json number_too_small(const IssuePath& path, int least) {
  return too_small(path, least, "number",
                   "Number must be greater than or equal to " + std::to_string(least));
}

Json number_too_big(const IssuePath& path, int most) {
  return {{"code", "too_big"},
          {"maximum", most},
          {"type", "number"},
          {"inclusive", true},
          {"exact", false},
          {"path", as_array(path)},
          {"message", "Number must be less than or equal to " + std::to_string(most)}};
}

Json not_a_url(const IssuePath& path) {
  return {{"code", "invalid_string"},
          {"validation", "url"},
          {"path", as_array(path)},
          {"message", "Invalid url"}};
}

Json unrecognized_keys(const IssuePath& path, const std::vector<std::string>& keys) {
  return {{"code", "unrecognized_keys"},
          {"keys", keys},
          {"path", as_array(path)},
          {"message", "Unrecognized key(s) in object: " + listed(keys, ", ")}};
}

Json custom_issue(const IssuePath& path, std::string_view message) {
  return {{"code", "custom"}, {"path", as_array(path)}, {"message", message}};
}

} // namespace syncbell::mock
