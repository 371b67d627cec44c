#include "commands/entrance_gate.hpp"

#include "core/contract.hpp"
#include "core/signature.hpp"

namespace syncbell {
namespace {

constexpr std::size_t longest_proof = 200;

const Rejection& not_ready() {
  static const Rejection rejection{503, "not ready yet: the subscription's secret is not known"};
  return rejection;
}

} // namespace

EntranceGate::EntranceGate(Secret proof_secret,
                           std::function<void(const RawRequest&, const Rejection&)> on_rejected)
    : proof_secret_(std::move(proof_secret)), on_rejected_(std::move(on_rejected)) {}

HttpRequest EntranceGate::new_proof(const std::string& nonce) {
  HttpRequest proof;
  proof.method = "POST";
  proof.body = R"({"syncbell":")" + nonce + "\"}";
  proof.headers = {{"Content-Type", "application/json"},
                   {contract::signature_header, sign(proof.body, proof_secret_)}};
  const std::lock_guard lock(mutex_);
  proofs_[digest(proof.body)] = std::nullopt;
  return proof;
}

std::optional<std::string> EntranceGate::arrived_at(const HttpRequest& proof) const {
  const std::string name = digest(proof.body);
  const std::lock_guard lock(mutex_);
  const auto found = proofs_.find(name);
  return found == proofs_.end() ? std::nullopt : found->second;
}

bool EntranceGate::arrived_unsigned() const {
  const std::lock_guard lock(mutex_);
  return arrived_unsigned_;
}

void EntranceGate::end_proofs() {
  const std::lock_guard lock(mutex_);
  proofs_.clear();
}

void EntranceGate::open(ServerHandler endpoint) {
  const std::lock_guard lock(mutex_);
  endpoint_ = std::move(endpoint);
}

// Bodies are found by their digests and signatures compared in constant time, so how long this
// takes tells nobody anything of a proof.
bool EntranceGate::takes_proof(const RawRequest& request) {
  if (request.method != "POST" || request.body.size() > longest_proof) return false;
  const std::string name = digest(request.body);
  const auto signature = find_header(request.headers, contract::signature_header);
  const bool is_signed = signature_matches(request.body, signature.value_or(""), {proof_secret_});
  const std::lock_guard lock(mutex_);
  const auto proof = proofs_.find(name);
  if (proof == proofs_.end() || proof->second) return false;
  arrived_unsigned_ |= !is_signed;
  if (!is_signed) return false;
  proof->second = request.path();
  return true;
}

ServerReply EntranceGate::answer(RawRequest request) {
  if (takes_proof(request)) return {200, "this is syncbell\n"};
  ServerHandler endpoint;
  {
    const std::lock_guard lock(mutex_);
    endpoint = endpoint_;
  }
  if (endpoint) return endpoint(std::move(request));
  on_rejected_(request, not_ready());
  return {not_ready().status, not_ready().reason + "\n"};
}

} // namespace syncbell
