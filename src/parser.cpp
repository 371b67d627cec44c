#include "parser.hpp"

#include "cli/completer.hpp"
#include "cli/help_formatter.hpp"
#include "core/suggestion.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <map>

namespace syncbell {
namespace {

constexpr const char* exit_statuses = R"(Exit status:
  0    done; what was waited for is true
  1    local failure: port taken, file not writable
  2    usage: flags, settings, malformed input
  3    it ran, and the answer is no
  4    token missing or refused
  5    the API or the network failed after retries
  124  deadline passed
  130  SIGINT (143 SIGTERM, 129 SIGHUP)
  wait -- COMMAND passes the status of a COMMAND that fails through.)";

// The command tree, and what each command's options were filled into.
class CommandTree {
public:
  CommandTree() : app_("Know when a Propexo sync is done.", "syncbell") {
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.set_version_flag("--version", std::string("syncbell ") + SYNCBELL_VERSION,
                          "Show the version");
    app_.set_help_flag("-h,--help", "Show this help");
    app_.footer(exit_statuses);
    add<ListenOptions>("listen", "Receive webhooks: one by default, then exit");
    add<WaitOptions>("wait", "Block until integrations have synced [-- COMMAND [ARG]...]");
    add<ReplayOptions>("replay", "Send captured or hand-written payloads to a URL");
    add<TriggerOptions>("trigger", "Make a sample event and send it");
    add<VerifyOptions>("verify", "Check the signatures of captured deliveries, offline");
    add<SubscribeOptions>("subscribe", "Have Propexo send webhooks to a URL");
    add<UnsubscribeOptions>("unsubscribe", "Remove webhook subscriptions");
    add<SubscriptionsOptions>("subscriptions", "List or show webhook subscriptions");
    add<SyncOptions>("sync", "Ask Propexo to sync an integration now");
    add<IntegrationsOptions>("integrations", "List integrations, or show one and its schedules");
    add<MockOptions>("mock", "Run a simulated Propexo on this machine");
    add<CompletionOptions>("completion", "Print the completion script of a shell");
  }

  CLI::App& app() { return app_; }

  const CLI::App* chosen() const {
    const std::vector<const CLI::App*> chosen = app_.get_subcommands(nullptr);
    const auto parsed = std::find_if(chosen.begin(), chosen.end(),
                                     [](const CLI::App* command) { return command->parsed(); });
    return parsed == chosen.end() ? nullptr : *parsed;
  }

  Invocation invocation() const { return options_.at(chosen()->get_name())(); }

private:
  template <class Options>
  void add(const std::string& name, const std::string& summary) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app_.add_subcommand(name, summary);
    command->footer(exit_statuses);
    describe(*command, *options);
    options_[name] = [options] { return Invocation(*options); };
  }

  CLI::App app_;
  std::map<std::string, std::function<Invocation()>> options_;
};

Error usage(const std::string& message, const CLI::App* command) {
  const std::string name = command == nullptr ? "syncbell" : "syncbell " + command->get_name();
  return {ErrorKind::usage, message, "see " + name + " --help"};
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> names_of_flags(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name);
  }
  return names;
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& known) {
  return did_you_mean(typed, {known.begin(), known.end()});
}

// CLI11 reports a word it could not place in several ways, none of which names the nearest.
std::optional<Error> unknown_word(CommandTree& tree) {
  const std::vector<std::string> left_over = tree.app().remaining(true);
  if (left_over.empty()) return std::nullopt;
  const std::string word = left_over.front().substr(0, left_over.front().find('='));
  const CLI::App* command = tree.chosen();
  if (word.starts_with('-')) {
    return usage("unknown flag " + word +
                     suggestion(word, names_of_flags(command == nullptr ? tree.app() : *command)),
                 command);
  }
  if (command != nullptr) return usage("unexpected argument '" + word + "'", command);
  return usage("unknown command '" + word + "'" + suggestion(word, names_of_commands(tree.app())),
               nullptr);
}

Result<Invocation> parse_own(CommandTree& tree, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end()); // CLI11 takes them from the back
  try {
    tree.app().parse(std::move(arguments));
  } catch (const CLI::CallForVersion& version) {
    return Invocation(ShowText{std::string(version.what()) + "\n"});
  } catch (const CLI::CallForHelp&) {
    return Invocation(ShowText{tree.app().help()});
  } catch (const CLI::ParseError& error) {
    if (std::optional<Error> unknown = unknown_word(tree)) return *unknown;
    return usage(error.what(), tree.chosen());
  }
  if (tree.chosen() == nullptr) return usage("no command was given", nullptr);
  return tree.invocation();
}

} // namespace

Result<Invocation> parse_arguments(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && arguments.front() == "__complete") { // for the scripts of completions/
    CommandTree tree;
    return Invocation(
        CompleteOptions{complete_line(tree.app(), {++arguments.begin(), arguments.end()})});
  }
  // What stands behind -- is COMMAND's, flags included.
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  CommandTree tree;
  Result<Invocation> invocation = parse_own(tree, {arguments.begin(), separator});
  if (!invocation || separator == arguments.end()) return invocation;
  if (std::holds_alternative<ShowText>(*invocation)) return invocation;
  auto* wait = std::get_if<WaitOptions>(&*invocation);
  if (wait == nullptr) return usage("only wait runs a COMMAND after --", tree.chosen());
  wait->command = {separator + 1, arguments.end()};
  if (wait->command.empty()) return usage("there is no COMMAND after --", tree.chosen());
  return invocation;
}

} // namespace syncbell
