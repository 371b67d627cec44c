#include "output/view_settings.hpp"

namespace syncbell {

std::string past_text(const std::optional<WallTime>& time, const ViewSettings& settings) {
  if (!time) return "never";
  if (!settings.relative_to) return format_timestamp(*time);
  const Duration ago = *settings.relative_to - *time;
  return ago < Duration::zero() ? format_timestamp(*time) : format_duration(ago) + " ago";
}

std::string lease_text(const std::optional<WallTime>& end, const ViewSettings& settings) {
  if (!end) return "none";
  if (!settings.relative_to) return "until " + format_timestamp(*end);
  const Duration left = *end - *settings.relative_to;
  return left > Duration::zero() ? "ends in " + format_duration(left)
                                 : "ended " + format_duration(-left) + " ago";
}

} // namespace syncbell
