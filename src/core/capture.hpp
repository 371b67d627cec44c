#pragma once

#include "core/http_message.hpp"

#include <optional>
#include <string>

namespace syncbell {

// One delivery read back: from a record, or from a file that is a payload as it came.
struct Capture {
  std::string origin;     // where it was read, for messages: "captures.jsonl:12", "payload.json"
  bool is_record = false; // else a raw payload: no headers, no time
  std::optional<WallTime> received_at = {};
  std::string method = "POST";
  std::string target = "/";
  HeaderFields headers = {}; // as recorded, in order
  std::string body = {};     // exact bytes
};

} // namespace syncbell
