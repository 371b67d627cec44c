#pragma once

#include "core/result.hpp"

#include <openssl/types.h>

#include <memory>
#include <string>

namespace syncbell {

// What all TLS connections of a client share: the trusted authorities and the versions spoken.
// Sessions may be made from it by several threads at once.
using TlsContext = std::shared_ptr<SSL_CTX>;

// TLS 1.2 or newer, the peer always verified. Trusts the PEM file, or the system's authorities when
// the name is empty. Fails with kind usage when the file cannot be read or holds no certificate.
Result<TlsContext> make_tls_context(const std::string& ca_file);

// Makes the session accept certificates for this host only: a name or a literal address, compared
// with the subject alternative names (RFC 9525: no common names, no partial wildcards), and tells
// the server that name. Fails with kind usage when no certificate could ever name such a host.
Result<void> expect_host(SSL& session, const std::string& host);

// Why the certificate of the host was refused, in words; `verify_result` is
// SSL_get_verify_result's.
Error certificate_refused(const std::string& host, long verify_result);

} // namespace syncbell
