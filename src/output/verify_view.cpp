#include "output/verify_view.hpp"

#include "core/printable.hpp"
#include "core/verdict.hpp"
#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

const char* outcome_of(bool is_valid) {
  return name_of(is_valid ? Outcome::satisfied : Outcome::unhealthy);
}

json check_json(const std::string& origin, const CaptureCheck& check) {
  return {{"type", "verification"},
          {"origin", origin},
          {"signature", name_of(check.signature)},
          {"reason", text_or_null(check.reason)}};
}

} // namespace

void VerifyTally::count(SignatureCheck signature) {
  switch (signature) {
  case SignatureCheck::valid:
    ++valid;
    break;
  case SignatureCheck::invalid:
    ++invalid;
    break;
  default:
    ++missing;
  }
}

std::string check_text(const std::string& origin, const CaptureCheck& check, const Style& style) {
  const bool is_valid = check.signature == SignatureCheck::valid;
  const std::string word = name_of(check.signature);
  return printable(origin) + ": " + (is_valid ? style.good(word) : style.bad(word)) +
         (check.reason.empty() ? "" : ": " + check.reason) + "\n";
}

std::string tally_text(const VerifyTally& tally) {
  std::string text = std::to_string(tally.checked()) + " checked";
  const char* separator = ": ";
  const auto add = [&](std::uint64_t count, const char* word) {
    if (count == 0) return;
    text += separator + std::to_string(count) + " " + word;
    separator = ", ";
  };
  add(tally.valid, "valid");
  add(tally.invalid, "invalid");
  add(tally.missing, "without a signature");
  add(tally.unreadable, "unreadable");
  return text;
}

std::string encode_check(const std::string& origin, const CaptureCheck& check) {
  return one_line(check_json(origin, check)) + "\n";
}

std::string encode_only_check(const std::string& origin, const CaptureCheck& check) {
  json document = check_json(origin, check);
  document.erase("type");
  document["outcome"] = outcome_of(check.signature == SignatureCheck::valid);
  return one_line(document) + "\n";
}

std::string encode_tally(const VerifyTally& tally) {
  return one_line({{"type", "result"},
                   {"outcome",
                    tally.unreadable > 0 ? name_of(Outcome::error) : outcome_of(tally.all_valid())},
                   {"checked", tally.checked()},
                   {"valid", tally.valid},
                   {"invalid", tally.invalid},
                   {"missing", tally.missing},
                   {"unreadable", tally.unreadable}}) +
         "\n";
}

} // namespace syncbell
