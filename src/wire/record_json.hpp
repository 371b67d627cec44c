#pragma once

#include "core/capture.hpp"
#include "core/event.hpp"
#include "core/verification.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// The record of a delivery: one line of JSON without its newline. The body stands in "body" as the
// exact text, or in "body_base64" where it is not UTF-8. Where the value of a header is not UTF-8,
// which "headers" can only show, "headers_base64" has the same list with the values in base64.
std::string encode_record(const VerifiedDelivery& delivery, const Event& event);

// Whether that could be what encode_record writes, broken off anywhere.
bool may_begin_record(std::string_view text);

// Reads a record back, with the same bytes as its body. Keys that are not known are passed over.
// Fails (usage) with "origin: reason" where it is no record, of another version, or malformed.
Result<Capture> decode_record(std::string_view json, const std::string& origin);

} // namespace syncbell
