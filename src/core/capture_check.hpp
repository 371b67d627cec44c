#pragma once

#include "core/capture.hpp"
#include "core/verification.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// What became of checking one capture: the word, and where it is not "valid" the reason for people,
// which never says what the right signature would have been.
struct CaptureCheck {
  SignatureCheck signature = SignatureCheck::missing;
  std::string reason = {};
};

// Checks the signature that was recorded, or the one that is given in its place, against every
// secret. A payload in a file often has a line break at its end that was not sent: a signature of
// what stands before it is valid too.
CaptureCheck check_signature(const Capture& capture, const std::optional<std::string>& given,
                             const std::vector<Secret>& secrets);

} // namespace syncbell
