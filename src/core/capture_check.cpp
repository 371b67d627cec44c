#include "core/capture_check.hpp"

#include "core/contract.hpp"
#include "core/signature.hpp"

namespace syncbell {
namespace {

constexpr std::size_t signature_digits = 64; // of HMAC-SHA256 in hex

std::string_view without_line_break(std::string_view body) {
  if (body.ends_with('\n')) body.remove_suffix(1);
  if (body.ends_with('\r')) body.remove_suffix(1);
  return body;
}

bool matches(const Capture& capture, std::string_view signature,
             const std::vector<Secret>& secrets) {
  if (signature_matches(capture.body, signature, secrets)) return true;
  const std::string_view shorter = without_line_break(capture.body);
  if (capture.is_record || shorter.size() == capture.body.size()) return false;
  return signature_matches(shorter, signature, secrets);
}

std::string why_not(std::string_view signature, const std::vector<Secret>& secrets) {
  const bool is_hex = signature.find_first_not_of("0123456789abcdefABCDEF") == signature.npos;
  if (!is_hex || signature.size() != signature_digits) {
    return "the signature is not 64 hexadecimal digits, as Propexo's are";
  }
  return "the signature does not match the body under " +
         (secrets.size() == 1 ? "the secret"
                              : "any of the " + std::to_string(secrets.size()) + " secrets");
}

} // namespace

CaptureCheck check_signature(const Capture& capture, const std::optional<std::string>& given,
                             const std::vector<Secret>& secrets) {
  const std::optional<std::string_view> signature =
      given ? std::optional<std::string_view>(*given)
            : find_header(capture.headers, contract::signature_header);
  if (!signature) {
    return {SignatureCheck::missing, capture.is_record
                                         ? "the record has no propexo-signature header"
                                         : "it is a payload without a signature of its own"};
  }
  if (matches(capture, *signature, secrets)) return {SignatureCheck::valid};
  return {SignatureCheck::invalid, why_not(*signature, secrets)};
}

} // namespace syncbell
