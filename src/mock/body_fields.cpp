#include "mock/body_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

const Json* member_of(const ObjectPlace& place, std::string_view key) {
  const auto found = place.object.find(std::string(key));
  return found == place.object.end() ? nullptr : &*found;
}

void complain(const ObjectPlace& place, std::string_view key, std::string_view type) {
  const Json* member = member_of(place, key);
  const Json absent(Json::value_t::discarded);
  place.issues.push_back(wrong_type(below(place.path, key), type, member ? *member : absent));
}

} // namespace

Json read_object(std::string_view body, Issues& issues) {
  if (body.empty()) return Json::object();
  Json object = Json::parse(body.begin(), body.end(), nullptr, false);
  if (object.is_discarded()) {
    issues.push_back(custom_issue({}, "The body is not JSON"));
  } else if (!object.is_object()) {
    issues.push_back(wrong_type({}, "object", object));
  } else {
    return object;
  }
  return Json::object();
}

IssuePath below(const IssuePath& path, const Json& step) {
  IssuePath deeper = path.is_array() ? path : Json::array();
  deeper.push_back(step);
  return deeper;
}

void require(const ObjectPlace& place, std::string_view key, std::string_view type) {
  if (member_of(place, key) == nullptr) complain(place, key, type);
}

std::optional<std::string> text_in(const ObjectPlace& place, std::string_view key) {
  const Json* member = member_of(place, key);
  if (member != nullptr && member->is_string()) return member->get<std::string>();
  if (member != nullptr) complain(place, key, "string");
  return std::nullopt;
}

std::optional<bool> flag_in(const ObjectPlace& place, std::string_view key) {
  const Json* member = member_of(place, key);
  if (member != nullptr && member->is_boolean()) return member->get<bool>();
  if (member != nullptr) complain(place, key, "boolean");
  return std::nullopt;
}

const Json* array_in(const ObjectPlace& place, std::string_view key) {
  const Json* member = member_of(place, key);
  if (member == nullptr || member->is_array()) return member;
  complain(place, key, "array");
  return nullptr;
}

void allow_only(const ObjectPlace& place, std::initializer_list<std::string_view> keys) {
  std::vector<std::string> unknown;
  for (const auto& [key, value] : place.object.items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) unknown.push_back(key);
  }
  if (!unknown.empty()) place.issues.push_back(unrecognized_keys(place.path, unknown));
}

} // namespace syncbell::mock
