#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// Splits a command line into words as a POSIX shell does: white space, '…', "…" and backslashes.
// Nothing is expanded. Fails (usage) on an open quote, and on what only a shell can do (pipes,
// redirections, variables, several commands), naming `sh -c`.
Result<std::vector<std::string>> split_shell_words(std::string_view text);

} // namespace syncbell
