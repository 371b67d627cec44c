#pragma once

#include "support/certificates.hpp"
#include "support/scripted_server.hpp"

namespace syncbell::test {

struct TlsBehaviour {
  int highest_version = 0; // 0: whatever OpenSSL has, else TLS1_1_VERSION and so on
};

// For ScriptedServer::Options: the connections speak TLS with that identity. A connection whose
// handshake fails never gets to the script.
WireMaker tls_wire(const Identity& identity, TlsBehaviour behaviour = {});

} // namespace syncbell::test
