#pragma once

#include "core/time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>

// What all JSON has in common that is written for programs. Keys are always there; what is not
// known is null. Text that is not UTF-8 is written with U+FFFD in the place of what is not.
namespace syncbell {

// On one line, without its end.
std::string one_line(const nlohmann::ordered_json& value);
// Indented, for people to read too, with the end of the last line.
std::string indented(const nlohmann::ordered_json& value);

nlohmann::ordered_json text_or_null(const std::string& text); // null: empty
nlohmann::ordered_json or_null(const std::optional<std::string>& text);
nlohmann::ordered_json or_null(const std::optional<bool>& flag);
nlohmann::ordered_json or_null(const std::optional<int>& number);
nlohmann::ordered_json or_null(const std::optional<std::uint64_t>& number);
nlohmann::ordered_json or_null(const std::optional<WallTime>& time); // RFC 3339

} // namespace syncbell
