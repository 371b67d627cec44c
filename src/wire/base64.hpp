#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// RFC 4648, with padding.
std::string base64_encode(std::string_view bytes);

} // namespace syncbell
