#pragma once

#include <string_view>

namespace syncbell {

// Whether the text is one JSON document, and not a part of one.
bool is_json(std::string_view text);

} // namespace syncbell
