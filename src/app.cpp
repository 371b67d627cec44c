#include "app.hpp"

#include "commands/console_session.hpp"
#include "parser.hpp"

#include <algorithm>
#include <exception>

namespace syncbell {
namespace {

// For errors before the flags are known: --json is taken at its word.
OutputOptions early_output(const std::vector<std::string>& arguments) {
  OutputOptions output;
  output.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
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
