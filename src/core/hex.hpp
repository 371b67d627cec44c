#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The bytes as hexadecimal digits, lower case.
std::string to_hex(std::string_view bytes);

// The value of a hexadecimal digit of either case; -1 where it is none.
int hex_value(char digit);

} // namespace syncbell
