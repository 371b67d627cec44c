#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// Whether a request of that method with these headers can go out as it is. Fails (usage) on a name
// that is none in HTTP, and on a value that would end its line for somebody on the way. Nothing in
// the message is taken from a value, which may be a token.
Result<void> check_sendable(std::string_view method, const HeaderFields& headers);

// "the request cannot be sent: " and why.
Error unsendable(const std::string& what);

} // namespace syncbell
