#pragma once

#include <cstddef>
#include <string>

namespace syncbell {

// Bytes from the kernel that nobody can foresee: fit for secrets. Throws std::system_error where
// the kernel has none to give, which no kernel of our time does.
std::string random_bytes(std::size_t count);

} // namespace syncbell
