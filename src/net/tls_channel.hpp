#pragma once

#include "net/client_socket.hpp"
#include "net/strict_tls.hpp"

#include <memory>
#include <string>

namespace syncbell {

// Speaks TLS over the connected socket with the host, verifying that it is the host. Returns once
// the handshake is done. Fails with kind network, saying what is wrong with the certificate, or as
// Patience does; the patience must outlive the channel.
Result<std::unique_ptr<Channel>> open_tls(ClientSocket socket, const TlsContext& context,
                                          const std::string& host, const Patience& patience);

} // namespace syncbell
