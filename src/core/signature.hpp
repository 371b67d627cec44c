#pragma once

#include "core/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// The value of the propexo-signature header: hex HMAC-SHA256 of the raw body, the webhook's secret
// as the key (docs.propexo.com, "Webhook security"). Lower case; empty where OpenSSL cannot do it.
std::string sign(std::string_view body, const Secret& secret);

// Whether the signature (hex of either case) is that of the body under any of the secrets.
// An empty secret matches nothing. Takes the same time wherever a signature of the right length
// differs, and tries every secret.
bool signature_matches(std::string_view body, std::string_view signature,
                       const std::vector<Secret>& secrets);

// Hex SHA-256, to tell one body from another.
std::string digest(std::string_view bytes);

} // namespace syncbell
