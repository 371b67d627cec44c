#pragma once

namespace syncbell {

enum class ColorChoice { automatic, always, never };

// How a command speaks: the flags that all of them have.
struct OutputOptions {
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  ColorChoice color = ColorChoice::automatic;
};

} // namespace syncbell
