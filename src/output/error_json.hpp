#pragma once

#include "core/error.hpp"

#include <string>

namespace syncbell {

// {"error":{"kind":…,"message":…,"hint":…}} on one line.
std::string encode_error(const Error& error);

// The same in a stream, where each line has a "type": {"type":"error","error":{…}}.
std::string encode_error_record(const Error& error);

} // namespace syncbell
