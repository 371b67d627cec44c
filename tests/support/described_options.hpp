#pragma once

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace syncbell::test {

// What a command with these options says about the arguments; nothing when it takes them.
inline std::string parse(const std::function<void(CLI::App&)>& describe,
                         std::vector<std::string> arguments) {
  CLI::App app;
  describe(app);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
    return "";
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
}

} // namespace syncbell::test
