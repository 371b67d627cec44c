#pragma once

#include "cli/shared_options.hpp"
#include "core/completion.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace syncbell {

// What a command line that is being typed is to go on with.
struct CompletedLine {
  Completion completion;
  ApiOptions api; // as far as flags on the line say how Propexo is reached
  std::string profile = {};
};

// Finds out what may stand for the last of the words behind "syncbell", which may be empty and is
// the one being typed. The other words need not make sense.
CompletedLine complete_line(const CLI::App& tree, std::vector<std::string> words);

} // namespace syncbell
