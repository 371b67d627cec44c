#include "core/delivery_signature.hpp"

#include "core/contract.hpp"
#include "core/signature.hpp"

#include <algorithm>
#include <string>

namespace syncbell {
namespace {

bool is_signature(const HeaderField& field) {
  return equals_ignoring_case(field.name, contract::signature_header);
}

void set_signature(HeaderFields& headers, std::string value) {
  const auto place = std::find_if(headers.begin(), headers.end(), is_signature);
  if (place == headers.end()) {
    headers.push_back({contract::signature_header, std::move(value)});
    return;
  }
  place->value = std::move(value);
  headers.erase(std::remove_if(place + 1, headers.end(), is_signature), headers.end());
}

// Wrong by its last digit, which is where a careless comparison does not look.
std::string corrupted(std::string signature) {
  if (signature.empty()) return signature; // OpenSSL could not sign: wrong enough
  signature.back() = signature.back() == '0' ? '1' : '0';
  return signature;
}

// Without the secret nobody knows whether the one that is there is right or was corrupted before,
// so that changing it could mend it.
std::string wrong_signature(const SigningRules& rules, std::string_view body) {
  return rules.secret ? corrupted(sign(body, *rules.secret)) : sign(body, Secret("nobody's"));
}

} // namespace

void apply_signature(const SigningRules& rules, std::string_view body, HeaderFields& headers) {
  if (rules.leave_out) {
    headers.erase(std::remove_if(headers.begin(), headers.end(), is_signature), headers.end());
  } else if (rules.corrupt) {
    set_signature(headers, wrong_signature(rules, body));
  } else if (rules.secret) {
    set_signature(headers, sign(body, *rules.secret));
  }
}

} // namespace syncbell
