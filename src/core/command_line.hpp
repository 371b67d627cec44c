#pragma once

#include "core/shell_quote.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// A command that people can paste into a shell.
class CommandLine {
public:
  explicit CommandLine(std::string program) : text_(std::move(program)) {}

  CommandLine& add(std::string_view word) {
    text_ += " " + shell_quote(word);
    return *this;
  }
  CommandLine& add_flag(bool given, std::string_view flag) { return given ? add(flag) : *this; }
  // Nothing where the value is empty.
  CommandLine& add_value(std::string_view flag, std::string_view value) {
    return value.empty() ? *this : add(flag).add(value);
  }
  const std::string& text() const { return text_; }

private:
  std::string text_;
};

} // namespace syncbell
