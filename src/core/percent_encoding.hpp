#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The text as one segment of a path or value of a query: everything but RFC 3986's unreserved
// characters is written as %XX.
std::string percent_encode(std::string_view text);

} // namespace syncbell
