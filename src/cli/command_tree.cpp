#include "cli/command_tree.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {

const CLI::App* command_named(const CLI::App& tree, const std::string& name) {
  for (const CLI::App* command : tree.get_subcommands(nullptr)) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

} // namespace syncbell
