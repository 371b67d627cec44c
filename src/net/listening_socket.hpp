#pragma once

#include "net/http.hpp"
#include "platform/descriptor.hpp"

namespace syncbell {

// A socket that accepts connections from now on; close-on-exec. No second listener can share its
// port. Fails (local) naming the address and why it cannot be used.
Result<Descriptor> listen_on(const ListenAddress& address);

// The port that a listening socket got.
std::uint16_t port_of(const Descriptor& listener);

} // namespace syncbell
