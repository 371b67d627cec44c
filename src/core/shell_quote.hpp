#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The text as one word of a POSIX shell, quoted only where it must be.
std::string shell_quote(std::string_view text);

} // namespace syncbell
