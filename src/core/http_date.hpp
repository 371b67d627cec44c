#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace syncbell {

// Reads "Wed, 21 Oct 2026 07:28:00 GMT" (RFC 9110, section 5.6.7; the obsolete forms are not in
// use). Nothing where it is anything else.
std::optional<WallTime> parse_http_date(std::string_view text);

// The same form, cut to the second.
std::string format_http_date(WallTime time);

} // namespace syncbell
