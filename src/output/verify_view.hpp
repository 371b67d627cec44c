#pragma once

#include "core/capture_check.hpp"
#include "output/style.hpp"

#include <cstdint>
#include <string>

namespace syncbell {

// How many captures came out how.
struct VerifyTally {
  std::uint64_t valid = 0;
  std::uint64_t invalid = 0;
  std::uint64_t missing = 0;
  std::uint64_t unreadable = 0;

  void count(SignatureCheck signature);
  std::uint64_t checked() const { return valid + invalid + missing; }
  bool all_valid() const { return invalid + missing + unreadable == 0; }
};

// What `verify` writes: a line for each capture, "captures.jsonl:12: valid".
std::string check_text(const std::string& origin, const CaptureCheck& check, const Style& style);
// "3 checked: 2 valid, 1 invalid"; what is 0 is left out.
std::string tally_text(const VerifyTally& tally);

// The same as JSON: one document for one capture, else a line for each and the result at the end.
std::string encode_only_check(const std::string& origin, const CaptureCheck& check);
std::string encode_check(const std::string& origin, const CaptureCheck& check);
std::string encode_tally(const VerifyTally& tally);

} // namespace syncbell
