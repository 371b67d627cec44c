#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace syncbell {

// RFC 4648, with padding.
std::string base64_encode(std::string_view bytes);

// Only what base64_encode writes: nothing where a character is foreign, padding is missing or
// misplaced, or bits are set that stand for nothing.
std::optional<std::string> base64_decode(std::string_view text);

} // namespace syncbell
