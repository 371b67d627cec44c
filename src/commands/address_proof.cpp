#include "commands/address_proof.hpp"

#include "core/backoff.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace syncbell {
namespace {

constexpr std::chrono::seconds time_for_address{10};
constexpr std::chrono::seconds longest_try{4};
constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{500};
constexpr std::size_t reply_shown = 80;

std::string said(const Result<HttpReply>& reply) {
  if (!reply) return "no answer (" + reply.error().message + ")";
  const std::string body = reply->body.substr(0, reply_shown);
  return "the answer was " + std::to_string(reply->status) +
         (body.empty() ? "" : " '" + printable(body) + "'");
}

class Proof {
public:
  Proof(const AddressSource& source, const ProofTools& tools)
      : source_(source), tools_(tools), deadline_(tools.clock.now() + source.patience) {}

  Result<ProvenAddress> carry_out(std::stop_token stop) {
    Backoff pauses(first_pause, longest_pause);
    for (;;) {
      // The latest first: what a tunnel shows before it is open are links to its documentation.
      std::vector<Url> addresses = source_.addresses();
      std::reverse(addresses.begin(), addresses.end());
      if (addresses.size() != known_) {
        known_ = addresses.size();
        deadline_ = std::max<Instant>(deadline_, tools_.clock.now() + time_for_address);
      }
      for (const Url& address : addresses) {
        if (std::optional<ProvenAddress> proven = attempt(address, stop)) return *proven;
      }
      if (source_.failure) {
        if (std::optional<Error> failure = source_.failure()) return *std::move(failure);
      }
      if (tools_.clock.now() >= deadline_) return failure(addresses);
      if (!tools_.clock.sleep_for(pauses.next(tools_.random()), stop)) {
        return Error{ErrorKind::cancelled, "proving the public address was cancelled"};
      }
    }
  }

private:
  std::optional<ProvenAddress> attempt(const Url& address, std::stop_token stop) {
    HttpRequest request = tools_.gate.new_proof(tools_.nonce());
    request.url = address.text();
    request.max_reply_bytes = std::size_t{1} << 20;
    request.connect_timeout = request.total_timeout = longest_try;
    const Result<HttpReply> reply = tools_.transport.send(request, stop);
    const std::optional<std::string> path = tools_.gate.arrived_at(request);
    if (path) arrived_.insert(address.text());
    const bool was_answered = reply && reply->status >= 200 && reply->status < 300;
    if (path && was_answered) return ProvenAddress{address, *path};
    answers_[address.text()] = said(reply);
    return std::nullopt;
  }

  Error failure(const std::vector<Url>& addresses) const {
    if (addresses.empty()) {
      return {ErrorKind::network,
              "no public address showed within " + format_duration(source_.patience)};
    }
    const std::string url = addresses.front().text();
    const std::string what = "a request of our own to " + url;
    if (arrived_.contains(url)) {
      return {ErrorKind::network, what + " arrived, but " + answers_.at(url),
              "whatever stands between must pass our answer on, or Propexo repeats each delivery"};
    }
    if (tools_.gate.arrived_unsigned()) {
      return {ErrorKind::network, what + " arrived without its propexo-signature header",
              "whatever stands between must pass on headers it does not know"};
    }
    return {ErrorKind::network,
            what + " did not arrive at the listener within " + format_duration(time_for_address) +
                ": " + answers_.at(url),
            "is the tunnel or proxy running, and does it lead to the port of --listen?"};
  }

  const AddressSource& source_;
  const ProofTools& tools_;
  Instant deadline_;
  std::size_t known_ = 0;
  std::map<std::string, std::string> answers_; // the last of each address, in words
  std::set<std::string> arrived_;              // addresses that lead here
};

} // namespace

Result<ProvenAddress> prove_address(const AddressSource& source, const ProofTools& tools,
                                    std::stop_token stop) {
  Result<ProvenAddress> proven = Proof(source, tools).carry_out(stop);
  tools.gate.end_proofs();
  return proven;
}

} // namespace syncbell
