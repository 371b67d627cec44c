#pragma once

#include <string>

namespace syncbell {

// Colour by meaning. Without colour the text stands as it is, so it must be readable alone.
class Style {
public:
  explicit Style(bool colored) : colored_(colored) {}

  std::string good(const std::string& text) const { return painted("32", text); }
  std::string bad(const std::string& text) const { return painted("31", text); }
  std::string warning(const std::string& text) const { return painted("33", text); }
  std::string faint(const std::string& text) const { return painted("2", text); }
  std::string strong(const std::string& text) const { return painted("1", text); }

private:
  std::string painted(const char* code, const std::string& text) const {
    return colored_ ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
  }

  bool colored_;
};

} // namespace syncbell
