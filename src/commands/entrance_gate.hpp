#pragma once

#include "core/secret.hpp"
#include "core/verification.hpp"
#include "net/http.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace syncbell {

// Stands in front of an endpoint that is not ready: answers 503 until it is opened, and knows a
// proof of ours when it sees one. A proof is a request that we send to the public address: its body
// holds random bits that nobody else knows, and it is signed as a delivery is, so that it passes
// where deliveries pass and arrives as they do, or not. Used from several threads.
class EntranceGate {
public:
  // `on_rejected` is told of each request that came too early.
  EntranceGate(Secret proof_secret,
               std::function<void(const RawRequest&, const Rejection&)> on_rejected);

  // The request to send, still without its URL; `nonce` is 128 random bits in text. It is let in
  // once, whatever the path at which it arrives.
  HttpRequest new_proof(const std::string& nonce);
  // The path at which that proof arrived, and whether any arrived without its signature.
  std::optional<std::string> arrived_at(const HttpRequest& proof) const;
  bool arrived_unsigned() const;
  // From now on a proof is a stranger's request like any other.
  void end_proofs();

  // Lets requests through to the endpoint, from now on.
  void open(ServerHandler endpoint);

  ServerReply answer(RawRequest request);

private:
  bool takes_proof(const RawRequest& request);

  const Secret proof_secret_;
  const std::function<void(const RawRequest&, const Rejection&)> on_rejected_;
  mutable std::mutex mutex_;
  // By the digest of its body, where each has arrived.
  std::map<std::string, std::optional<std::string>> proofs_;
  bool arrived_unsigned_ = false;
  ServerHandler endpoint_;
};

} // namespace syncbell
