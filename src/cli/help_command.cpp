#include "cli/help_command.hpp"

#include "cli/help_topics.hpp"
#include "cli/option_types.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>

namespace syncbell {
namespace {

std::string names_of_topics() {
  std::string names;
  for (const HelpTopic& topic : help_topics())
    names += (names.empty() ? "" : ", ") + std::string(topic.name);
  return names;
}

std::vector<std::string> all_there_is(const CLI::App& tree) {
  std::vector<std::string> names;
  for (const CLI::App* command : tree.get_subcommands(nullptr))
    names.push_back(command->get_name());
  for (const HelpTopic& topic : help_topics())
    names.emplace_back(topic.name);
  return names;
}

} // namespace

void describe(CLI::App& app, HelpOptions& options) {
  add_choice(
      app, "TOPIC", all_there_is(*app.get_parent()),
      [&options](const std::string& topic) { options.topic = topic; },
      "A command, or one of " + names_of_topics());
}

std::string help_text(const CLI::App& tree, const HelpOptions& options) {
  if (options.topic.empty()) { // help() would take it for the help of the command that was parsed
    return tree.get_formatter()->make_help(&tree, tree.get_name(), CLI::AppFormatMode::Normal);
  }
  const auto topics = help_topics();
  const auto found = std::find_if(topics.begin(), topics.end(), [&options](const HelpTopic& topic) {
    return std::string_view(topic.name) == options.topic;
  });
  if (found != topics.end()) return found->text;
  return tree.get_subcommand(options.topic)->help(tree.get_name());
}

std::string where_to_read_on() {
  return "syncbell help COMMAND shows a command's options, syncbell help TOPIC one of\n" +
         names_of_topics() + ".\nThe manual: man syncbell, man syncbell-wait and so on.";
}

} // namespace syncbell
