#pragma once

#include "core/http_message.hpp"
#include "core/secret.hpp"

#include <optional>
#include <string_view>

namespace syncbell {

// What becomes of the signature of a delivery that is sent again.
struct SigningRules {
  std::optional<Secret> secret; // sign anew with it
  bool leave_out = false;       // send none
  bool corrupt = false;         // send one of the right form that is wrong
};

// Puts the signature that the rules ask for into propexo-signature: in the place of the one that is
// there, else at the end; several become one. Without a secret the one that is there stays.
void apply_signature(const SigningRules& rules, std::string_view body, HeaderFields& headers);

} // namespace syncbell
