#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// What a fuzz target and libFuzzer have to do with each other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace syncbell::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Ends the run where a property does not hold, so that libFuzzer keeps the input. `seen`: what
// contradicts it, for whoever reads the report.
inline void require(bool holds, const char* property, const std::string& seen = "") {
  if (holds) return;
  (void)std::fprintf(stderr, "the property does not hold: %s\n%s\n", property, seen.c_str());
  std::abort();
}

// The line in a message "NAME:LINE: what"; 0 where it names none.
inline std::size_t line_in(std::string_view message, std::string_view name) {
  if (!message.starts_with(name) || message.substr(name.size(), 1) != ":") return 0;
  return std::strtoul(std::string(message.substr(name.size() + 1)).c_str(), nullptr, 10);
}

inline std::size_t lines_of(std::string_view text) {
  std::size_t lines = 1;
  for (const char c : text)
    lines += c == '\n' ? 1 : 0;
  return lines;
}

} // namespace syncbell::fuzz
