#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// The candidate nearest to what was typed, if any is near enough to be what was meant; else one
// that begins so. Case does not count.
std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string_view>& candidates);

// "; did you mean 'wait'?" or nothing.
std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& candidates);

} // namespace syncbell
