#pragma once

#include <string>
#include <string_view>

namespace syncbell {

// The text with every `placeholder`, such as {port}, replaced by the value.
std::string fill_in(std::string text, std::string_view placeholder, std::string_view value);

} // namespace syncbell
