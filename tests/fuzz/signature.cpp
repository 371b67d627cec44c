// The propexo-signature header (the first line) over a body (the rest).
//
// - A delivery is accepted where the header is the signature in hexadecimal digits of either
//   case, and nowhere else; which of several secrets it was makes no difference.
// - The right signature with one character changed is refused, and an empty secret accepts
//   nothing.
// - Nothing of the right signature is in what is said about a wrong one.
#include "core/signature.hpp"

#include "core/capture_check.hpp"
#include "core/contract.hpp"
#include "core/verification.hpp"
#include "fuzz/property.hpp"

#include <algorithm>
#include <array>

using namespace syncbell;
using fuzz::require;

namespace {

char lowered(char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string text) {
  for (char& c : text)
    c = lowered(c);
  return text;
}

std::string raised(std::string text) {
  for (char& c : text)
    c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

bool is_accepted(const std::string& header, const std::string& body,
                 const std::vector<Secret>& secrets) {
  RawRequest request{{},  "", "POST", "/", {{std::string(contract::signature_header), header}},
                     body};
  const auto outcome = verify(std::move(request), secrets);
  const auto* rejection = std::get_if<Rejection>(&outcome);
  if (rejection == nullptr) return true;
  for (const Secret& secret : secrets) {
    if (secret.empty()) continue;
    require(rejection->reason.find(sign(body, secret)) == std::string::npos,
            "no reason gives the right signature away", rejection->reason);
  }
  return false;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string header(text.substr(0, end));
  const std::string body(text.substr(std::min(end + 1, text.size())));
  const Secret secret("a secret of the fuzzer");
  const std::vector<Secret> secrets{Secret("another"), secret};
  const std::string right = sign(body, secret);
  const bool is_right = lowered(header) == right || lowered(header) == sign(body, secrets[0]);

  require(is_accepted(header, body, secrets) == is_right, "only the right signature is accepted",
          header);
  require(is_accepted(right, body, secrets) && is_accepted(raised(right), body, secrets),
          "the right signature is accepted in either case", right);
  const Secret empty;
  require(!is_accepted(sign(body, empty), body, {empty}), "an empty secret accepts nothing");

  if (header.empty()) return 0;
  std::string wrong = right;
  wrong[size % wrong.size()] = header.front();
  require(is_accepted(wrong, body, {secret}) == (lowered(wrong) == right),
          "one character that differs is refused", wrong);
  const CaptureCheck check = check_signature({.origin = "fuzz", .body = body}, header, secrets);
  require(!is_right || check.signature == SignatureCheck::valid, "verify accepts no less");
  require(check.reason.find(right) == std::string::npos, "and gives nothing away", check.reason);
  return 0;
}
