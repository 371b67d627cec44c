#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"

#include <string_view>

namespace syncbell {

// Reads 'Name: value', a header that is to travel with every delivery of a webhook. Fails (usage)
// where it is malformed or empty, is one that Propexo or the transport sets (Host, Content-Type,
// propexo-signature, hop-by-hop names), or begins with x-syncbell-, which is ours. The value is
// never repeated in the error, since it may be a credential.
Result<HeaderField> parse_custom_header(std::string_view text);

} // namespace syncbell
