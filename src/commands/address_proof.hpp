#pragma once

#include "commands/entrance_gate.hpp"
#include "core/result.hpp"
#include "core/url.hpp"
#include "net/http.hpp"
#include "platform/clock.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace syncbell {

// Where the addresses come from that are to be proved; each is asked again and again.
struct AddressSource {
  std::function<std::vector<Url>()> addresses;        // those known so far
  std::function<std::optional<Error>()> failure = {}; // why there is no use in waiting any longer
  Duration patience = std::chrono::seconds{10};       // until the first address shows
};

struct ProofTools {
  HttpTransport& transport;
  Clock& clock;
  std::function<double()> random;     // in [0, 1)
  std::function<std::string()> nonce; // 128 random bits in text, other ones each time
  EntranceGate& gate;
};

// An address that leads to the gate, and the path at which what is sent to it arrives there: a
// proxy may have changed it on the way.
struct ProvenAddress {
  Url url;
  std::string path;
};

// Sends requests of our own to each address until one arrives at the gate: a fresh tunnel may need
// seconds. Each address is tried for ten. Fails (network) with what answered instead, or with the
// source's failure, or (cancelled).
Result<ProvenAddress> prove_address(const AddressSource& source, const ProofTools& tools,
                                    std::stop_token stop);

} // namespace syncbell
