#include "core/capture_name.hpp"

#include "core/signature.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace syncbell {
namespace {

constexpr std::size_t longest_part = 40;
constexpr std::size_t digest_digits = 4;

// 2026-11-23T08:00:00.123Z as 20261123T080000.123Z: some systems allow no colons in names.
std::string compact(WallTime time) {
  std::string text = format_timestamp(time);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }),
             text.end());
  return text;
}

// Behind the time, '.' sorts after the '-' that stands there without a rank.
std::string ranked(int rank) {
  if (rank == 0) return "";
  std::array<char, 16> text{};
  static_cast<void>(std::snprintf(text.data(), text.size(), ".%04d", rank));
  return text.data();
}

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::string safe(std::string_view text) {
  std::string part(text.substr(0, longest_part));
  std::replace_if(
      part.begin(), part.end(), [](char c) { return !is_safe(c); }, '_');
  return part;
}

} // namespace

std::string capture_name(const CaptureTitle& title, int rank, std::string_view record) {
  std::string name = compact(title.received_at) + ranked(rank) + "-" +
                     safe(title.event.empty() ? "UNKNOWN" : title.event);
  if (!title.integration_id.empty()) name += "-" + safe(title.integration_id);
  return name + "-" + digest(record).substr(0, digest_digits) + ".json";
}

} // namespace syncbell
