#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// Appends the text as a JSON string, quotes included, byte for byte as nlohmann's dump() writes it;
// what is no UTF-8 is replaced by U+FFFD. For what is written once a delivery: several times as
// fast as making a value only to write it out.
void append_json_string(std::string& json, std::string_view text);

} // namespace syncbell
