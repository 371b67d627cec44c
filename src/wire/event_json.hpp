#pragma once

#include "core/event.hpp"

#include <string_view>

namespace syncbell {

// Reads a webhook body of any shape Propexo has used: {"trigger":…,"data":{"event":…}}, flat with
// "event", {"data":{…}} alone, a sync body without a name, and the oldest with "meta". Never fails:
// what is not JSON or of no known shape is an UnrecognizedEvent that says so. Whatever type a field
// has, it is at worst left out.
Event decode_event(std::string_view body);

} // namespace syncbell
