#pragma once

#include "core/capture.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace syncbell {

// JSON that is no record: the text itself is the payload.
struct RawPayload {};
// What syncbell streams beside records: "ready", "rejected", "progress", "result", an error.
struct NoCapture {};
struct CaptureProblem {
  std::size_t line = 1; // in the text, from 1
  std::string reason;
  bool is_json = true;    // else the text breaks off or breaks a rule of JSON
  bool is_record = false; // it says that it is one
};

using ReadCapture = std::variant<Capture, RawPayload, NoCapture, CaptureProblem>;

// Reads one document of a capture file. A record is an object with "type": "delivery"; its origin
// is left to whoever knows it. Keys that are not known are passed over; a repeated key counts as it
// stands last. Reads once over the text, decodes only what is needed, and never throws.
ReadCapture read_capture(std::string_view text);

// Whether the text is one JSON object and nothing else.
bool is_json_object(std::string_view text);

} // namespace syncbell
