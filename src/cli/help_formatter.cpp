#include "cli/help_formatter.hpp"

#include "output/wrapping.hpp"

namespace syncbell {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t description_column = 26;

std::string row(const std::string& name, const std::string& description) {
  std::string text = "  " + name;
  const bool fits = text.size() + 2 <= description_column;
  if (!fits) text += '\n';
  text += std::string(fits ? description_column - text.size() : description_column, ' ');
  return text + wrapped(description, description_column, width) + "\n";
}

} // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  return make_description(app) + "\n" + make_usage(app, std::move(name)) + make_positionals(app) +
         "\n" + make_groups(app, mode) + make_subcommands(app, mode) + "\n" + make_footer(app);
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
  std::string usage = "Usage: " + name;
  const bool has_commands = !app->get_subcommands({}).empty();
  usage += has_commands ? " COMMAND [OPTIONS]" : " [OPTIONS]";
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_positional()) usage += " " + make_option_usage(option);
  }
  return usage + "\n";
}

std::string HelpFormatter::make_group(std::string group, bool is_positional,
                                      std::vector<const CLI::Option*> options) const {
  std::string text = is_positional ? "\n" : group + ":\n";
  for (const CLI::Option* option : options)
    text += make_option(option, is_positional);
  return text;
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  std::string name = make_option_name(option, is_positional);
  const std::string value = option->get_type_name();
  if (!is_positional && !value.empty()) name += " " + value;
  return row(name, option->get_description());
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  return row(command->get_name(), command->get_description());
}

} // namespace syncbell
