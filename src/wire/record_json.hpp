#pragma once

#include "core/event.hpp"
#include "core/verification.hpp"

#include <string>

namespace syncbell {

// The record of a delivery: one line of JSON without its newline. The body stands in "body" as the
// exact text, or in "body_base64" where it is not UTF-8.
std::string encode_record(const VerifiedDelivery& delivery, const Event& event);

} // namespace syncbell
