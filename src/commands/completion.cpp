#include "commands/completion.hpp"

#include "cli/completion_scripts.hpp"
#include "cli/option_types.hpp"
#include "commands/console_session.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {

void describe(CLI::App& app, CompletionOptions& options) {
  add_choice(
      app, "SHELL", {"bash", "zsh", "fish"},
      [&options](const std::string& shell) { options.shell = shell; },
      "Whose script: bash, zsh or fish")
      ->required();
}

ExitStatus run(const CompletionOptions& options, Environment& environment) {
  const char* script = options.shell == "bash"  ? completion_scripts::bash
                       : options.shell == "zsh" ? completion_scripts::zsh
                                                : completion_scripts::fish;
  return ConsoleSession({}, environment).finish(script);
}

} // namespace syncbell
