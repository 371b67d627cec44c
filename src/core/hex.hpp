#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The bytes as hexadecimal digits, lower case.
std::string to_hex(std::string_view bytes);

} // namespace syncbell
