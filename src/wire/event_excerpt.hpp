#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// What of a webhook body says anything of its event, as a JSON object of its own: the members that
// decode_event looks at, and of those that are nested, or too long for any ID or name, only that
// they are there. A body is read over, and nothing is built of the rest of it: anybody may have
// sent it, and a document takes many times the room of its text. Fails (api) where the body is no
// JSON, or no object, saying where and why.
Result<std::string> event_excerpt(std::string_view body);

} // namespace syncbell
