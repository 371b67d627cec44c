#pragma once

#include "core/http_message.hpp"

namespace syncbell {

// Whether a header of a request concerns one connection only (RFC 9110, section 7.6.1): Connection
// and what it names, Expect, Keep-Alive, Proxy-…, TE, Trailer, Transfer-Encoding, Upgrade.
bool belongs_to_connection(std::string_view name, const HeaderFields& request);

// The headers of a received request that go on with it to another server, in their order and
// spelling: all but those that concern one connection only and those that whoever sends it makes
// anew (Host, Content-Length).
HeaderFields forwarded_headers(const HeaderFields& received);

} // namespace syncbell
