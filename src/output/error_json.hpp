#pragma once

#include "core/error.hpp"

#include <string>

namespace syncbell {

// {"error":{"kind":…,"message":…,"hint":…}} on one line.
std::string encode_error(const Error& error);

} // namespace syncbell
