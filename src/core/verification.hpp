#pragma once

#include "core/http_message.hpp"
#include "core/secret.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace syncbell {

enum class SignatureCheck { valid, invalid, missing, unchecked };

// "valid", "invalid", "missing", "unchecked": the words of the record.
const char* name_of(SignatureCheck check);

// Why a request is not a delivery: the status it is answered with and the reason for people. Never
// says what the right signature would have been.
struct Rejection {
  int status = 400;
  std::string reason;
  SignatureCheck signature = SignatureCheck::unchecked;
  std::optional<HeaderField> extra_header = {}; // Allow, with 405
};

// A request whose signature was checked, or whose user said that it need not be. Made by
// verify() and accept_unsigned() and by nothing else.
class VerifiedDelivery {
public:
  const RawRequest& request() const { return request_; }
  SignatureCheck signature() const { return signature_; }

private:
  VerifiedDelivery(RawRequest request, SignatureCheck signature)
      : request_(std::move(request)), signature_(signature) {}
  friend std::variant<VerifiedDelivery, Rejection> verify(RawRequest&&, const std::vector<Secret>&);
  friend VerifiedDelivery accept_unsigned(RawRequest);

  RawRequest request_;
  SignatureCheck signature_;
};

// Checks propexo-signature over the raw body, before anything of it is parsed. Rejects with 401
// where the header is missing and 403 where it is wrong; then the request is left as it was.
std::variant<VerifiedDelivery, Rejection> verify(RawRequest&& request,
                                                 const std::vector<Secret>& secrets);

// For --allow-unsigned without a secret: takes whatever comes.
VerifiedDelivery accept_unsigned(RawRequest request);

// Whether a request is addressed to a webhook endpoint at `path` at all: 404 for another path, 405
// for another method than POST.
std::optional<Rejection> check_address(const RawRequest& request, const std::string& path);

} // namespace syncbell
