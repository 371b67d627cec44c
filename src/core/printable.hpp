#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// Text from outside as it may be shown on a terminal: control characters, line breaks included, and
// bytes that are no UTF-8 are written as \xNN instead of being obeyed.
std::string printable(std::string_view text);

} // namespace syncbell
