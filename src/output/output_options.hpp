#pragma once

#include <string_view>

namespace syncbell {

enum class ColorChoice { automatic, always, never };

// What --color is given; what is none of its words is automatic.
inline ColorChoice color_choice(std::string_view word) {
  if (word == "never") return ColorChoice::never;
  return word == "always" ? ColorChoice::always : ColorChoice::automatic;
}

// How a command speaks: the flags that all of them have.
struct OutputOptions {
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  ColorChoice color = ColorChoice::automatic;
};

} // namespace syncbell
