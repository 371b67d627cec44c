#include "app.hpp"

#include "commands/console_session.hpp"
#include "parser.hpp"

#include <algorithm>
#include <exception>
#include <string_view>

namespace syncbell {
namespace {

// For errors before the flags are known: those that say how to put an error are taken at their
// word.
OutputOptions early_output(const std::vector<std::string>& arguments) {
  constexpr std::string_view color = "--color";
  OutputOptions output;
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  for (auto it = arguments.begin(); it != end; ++it) {
    if (*it == "--json") output.json = true;
    if (it->starts_with("--color=")) output.color = color_choice(it->substr(color.size() + 1));
    if (*it == color && it + 1 != end) output.color = color_choice(*(it + 1));
  }
  return output;
}

ExitStatus run(const ShowText& shown, Environment& environment) {
  return ConsoleSession({}, environment).finish(shown.text);
}

ExitStatus dispatch(const std::vector<std::string>& arguments, Environment& environment) {
  const Result<Order> order = parse_arguments(arguments, environment.variable);
  if (!order) return ConsoleSession(early_output(arguments), environment).fail(order.error());
  environment.settings = order->settings;
  return std::visit([&environment](const auto& options) { return run(options, environment); },
                    order->invocation);
}

} // namespace

ExitStatus run(const std::vector<std::string>& arguments, Environment& environment) {
  try {
    return dispatch(arguments, environment);
  } catch (const std::exception& exception) {
    const Error error{ErrorKind::local, std::string("internal error: ") + exception.what(),
                      "please report it with the command that led to it"};
    return ConsoleSession(early_output(arguments), environment).fail(error);
  }
}

} // namespace syncbell
