#include "output/public_access.hpp"

#include "core/printable.hpp"

namespace syncbell {

std::string describe(const PublicAccess& access) {
  std::string text = "reached through " + printable(access.url);
  if (access.subscription.empty()) return text;
  text += "; made subscription " + printable(access.subscription);
  if (access.expires)
    text += ", which is removed at the end (lease until " + format_timestamp(*access.expires) + ")";
  return text;
}

} // namespace syncbell
