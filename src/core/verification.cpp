#include "core/verification.hpp"

#include "core/contract.hpp"
#include "core/signature.hpp"

namespace syncbell {

const char* name_of(SignatureCheck check) {
  switch (check) {
  case SignatureCheck::valid:
    return "valid";
  case SignatureCheck::invalid:
    return "invalid";
  case SignatureCheck::missing:
    return "missing";
  case SignatureCheck::unchecked:
    return "unchecked";
  }
  return "unchecked";
}

std::variant<VerifiedDelivery, Rejection> verify(RawRequest&& request,
                                                 const std::vector<Secret>& secrets) {
  const auto signature = find_header(request.headers, contract::signature_header);
  if (!signature) {
    return Rejection{401, "the propexo-signature header is missing", SignatureCheck::missing};
  }
  if (!signature_matches(request.body, *signature, secrets)) {
    return Rejection{403, "the signature does not match any configured secret",
                     SignatureCheck::invalid};
  }
  return VerifiedDelivery(std::move(request), SignatureCheck::valid);
}

VerifiedDelivery accept_unsigned(RawRequest request) {
  return {std::move(request), SignatureCheck::unchecked};
}

std::optional<Rejection> check_address(const RawRequest& request, const std::string& path) {
  if (request.path() != path) return Rejection{404, "no webhook is received at this path"};
  if (request.method != "POST") {
    return Rejection{405, "only POST is accepted here", SignatureCheck::unchecked,
                     HeaderField{"Allow", "POST"}};
  }
  return std::nullopt;
}

} // namespace syncbell
