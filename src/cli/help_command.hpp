#pragma once

#include <string>

namespace CLI {
class App;
}

namespace syncbell {

struct HelpOptions {
  std::string topic; // a command or one of help_topics(); empty: the whole program
};

// The command `help` explains the commands of its tree that were added before.
void describe(CLI::App& app, HelpOptions& options);

// What --help of that command shows, or the text of that topic.
std::string help_text(const CLI::App& tree, const HelpOptions& options);

// For the end of the program's own --help: which topics there are, and where the manual is.
std::string where_to_read_on();

} // namespace syncbell
