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

std::string command_rows(const CLI::App& app) {
  std::string rows;
  for (const CLI::App* command : app.get_subcommands({}))
    rows += row(command->get_name(), command->get_description());
  return rows;
}

// What has no heading of its own is in a group of CLI11's, which 2.6 writes in capitals.
std::string heading(const std::string& group) {
  return (group == "OPTIONS" ? "Options" : group) + ":\n";
}

} // namespace

std::string HelpFormatter::usage(const CLI::App& app, const std::string& name) const {
  std::string usage = "Usage: " + name;
  usage += app.get_subcommands({}).empty() ? " [OPTIONS]" : " COMMAND [OPTIONS]";
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) usage += " " + make_option_usage(option);
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() || !option->get_required()) continue;
    usage += " " + make_option_name(option, false) + " " + option->get_type_name();
  }
  return usage + "\n";
}

std::string HelpFormatter::option_rows(const std::vector<const CLI::Option*>& options) const {
  std::string rows;
  for (const CLI::Option* option : options) {
    const bool is_positional = option->get_positional();
    std::string name = make_option_name(option, is_positional);
    const std::string value = option->get_type_name();
    if (!is_positional && !value.empty()) name += " " + value;
    rows += row(name, option->get_description());
  }
  return rows;
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string help = app->get_description() + "\n\n" + usage(*app, name);
  const auto add = [&help](const std::string& title, const std::string& rows) {
    if (!rows.empty()) help += "\n" + title + rows;
  };
  add("", option_rows(app->get_options(
              [](const CLI::Option* option) { return option->get_positional(); })));
  for (const std::string& group : app->get_groups()) {
    if (group.empty()) continue; // CLI11's way to hide an option
    add(heading(group), option_rows(app->get_options([&group](const CLI::Option* option) {
          return option->nonpositional() && option->get_group() == group;
        })));
  }
  add("Commands:\n", command_rows(*app));
  const std::string footer = app->get_footer();
  return footer.empty() ? help : help + "\n" + footer + "\n";
}

} // namespace syncbell
