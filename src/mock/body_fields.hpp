#pragma once

#include "mock/issues.hpp"

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

// Takes the JSON of a request apart. What is wrong is noted and counts as absent: Propexo names
// everything that is wrong at once.
namespace syncbell::mock {

// An object, where it stands in the body, and where complaints go.
struct ObjectPlace {
  const nlohmann::ordered_json& object;
  const IssuePath& path;
  Issues& issues;
};

// The body as an object; empty text counts as {}. An issue and {} when it is anything else.
nlohmann::ordered_json read_object(std::string_view body, Issues& issues);

IssuePath below(const IssuePath& path, const nlohmann::ordered_json& step);

// Notes an issue when the member is not there.
void require(const ObjectPlace& place, std::string_view key, std::string_view type);

std::optional<std::string> text_in(const ObjectPlace& place, std::string_view key);
std::optional<bool> flag_in(const ObjectPlace& place, std::string_view key);
// An array, or null where there is none.
const nlohmann::ordered_json* array_in(const ObjectPlace& place, std::string_view key);

void allow_only(const ObjectPlace& place, std::initializer_list<std::string_view> keys);

} // namespace syncbell::mock
