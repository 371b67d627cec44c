#include "parser.hpp"

#include "cli/completer.hpp"
#include "cli/configure.hpp"
#include "cli/help_command.hpp"
#include "cli/help_formatter.hpp"
#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "core/suggestion.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

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

// Of most commands every setting that they have is used by every run.
template <class Options>
bool uses(const Options&, const std::string&) {
  return true;
}

// The command tree, and what each command's options were filled into. A command gets its options
// when it is named on the line: those of all commands are hundreds, and took a third of the time of
// a start that is not spent on loading libraries.
class CommandTree {
public:
  CommandTree() : app_("Know when a Propexo sync is done.", "syncbell") {
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.set_version_flag("--version", std::string("syncbell ") + SYNCBELL_VERSION,
                          "Show the version");
    app_.set_help_flag("-h,--help", "Show this help");
    app_.require_subcommand(0, 1); // what follows a command is never another, whatever it is called
    app_.footer(std::string(exit_statuses) + "\n\n" + where_to_read_on());
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
    add<DoctorOptions>("doctor", "Look at what all the others rely on, and say what is wrong");
    add<CompletionOptions>("completion", "Print the completion script of a shell");
    add_help(); // last: it knows the others
  }

  CLI::App& app() { return app_; }

  // With all options of all commands, for who looks through it without parsing.
  CLI::App& whole() {
    for (auto& [name, command] : commands_)
      command.describe();
    return app_;
  }

  // Whether a command has a flag of that name.
  bool has_flag(const std::string& name) {
    const std::vector<CLI::App*> commands = whole().get_subcommands(nullptr);
    return std::any_of(commands.begin(), commands.end(), [&name](const CLI::App* command) {
      return command->get_option_no_throw(name) != nullptr;
    });
  }

  CLI::App* named(const std::string& name) {
    const std::vector<CLI::App*> commands = app_.get_subcommands(nullptr);
    const auto found =
        std::find_if(commands.begin(), commands.end(),
                     [&name](const CLI::App* command) { return command->get_name() == name; });
    return found == commands.end() ? nullptr : *found;
  }

  CLI::App* chosen() {
    const std::vector<CLI::App*> chosen = app_.get_subcommands(nullptr);
    const auto parsed = std::find_if(chosen.begin(), chosen.end(),
                                     [](const CLI::App* command) { return command->parsed(); });
    return parsed == chosen.end() ? nullptr : *parsed;
  }

  // Completes the command that was chosen from the configuration.
  Result<Order> order(const Variables& variable) {
    CLI::App& command = *chosen();
    const Command& kept = commands_.at(command.get_name());
    if (!has_settings(command)) return Order{kept.invocation()};
    Result<Settings> settings = configure(
        {[this]() -> CLI::App& { return whole(); }, command, variable, profile_, kept.uses});
    if (!settings) return settings.error();
    return Order{kept.invocation(), *std::move(settings)};
  }

private:
  struct Command {
    std::function<void()> describe; // once: the second time it does nothing
    std::function<Invocation()> invocation;
    std::function<bool(const std::string& setting)> uses;
  };

  static bool has_settings(const CLI::App& command) {
    return command.get_option_no_throw("--color") != nullptr;
  }

  template <class Options>
  void add(const std::string& name, const std::string& summary) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app_.add_subcommand(name, summary);
    command->footer(exit_statuses);
    const auto describe_once = [this, command, options, done = false]() mutable {
      if (std::exchange(done, true)) return;
      describe(*command, *options);
      if (has_settings(*command)) add_profile(*command);
    };
    commands_[name] = {describe_once, [options] { return Invocation(*options); },
                       [options](const std::string& setting) { return uses(*options, setting); }};
    command->preparse_callback([this, name](std::size_t) { commands_.at(name).describe(); });
  }

  void add_profile(CLI::App& command) {
    command
        .add_option("--profile", profile_,
                    "Take the configuration's [profile.NAME] first (else SYNCBELL_PROFILE)")
        ->check(not_empty())
        ->type_name("NAME")
        ->group("Output");
  }

  void add_help() {
    const auto options = std::make_shared<HelpOptions>();
    CLI::App* command = app_.add_subcommand("help", "Explain a command or a topic");
    command->footer(exit_statuses);
    describe(*command, *options);
    commands_["help"] = {
        [] {}, [this, options] { return Invocation(ShowText{help_text(whole(), *options)}); },
        [](const std::string&) { return false; }};
  }

  CLI::App app_;
  std::map<std::string, Command> commands_;
  std::string profile_; // whichever command it is given to
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
  const bool is_early =
      command == nullptr ? tree.has_flag(word) : command->get_option_no_throw(word) != nullptr;
  if (word.starts_with('-') && is_early) {
    return usage(word + " comes behind the command it is for: syncbell " +
                     (command == nullptr ? "COMMAND" : command->get_name()) + " " + word,
                 command);
  }
  if (word.starts_with('-')) {
    return usage("unknown flag " + word +
                     suggestion(word, names_of_flags(command == nullptr ? tree.app() : *command)),
                 command);
  }
  if (command != nullptr) return usage("unexpected argument '" + word + "'", command);
  return usage("unknown command '" + word + "'" + suggestion(word, names_of_commands(tree.app())),
               nullptr);
}

// CLI11 speaks of what was "required but received".
std::optional<Error> repeated_flag(CommandTree& tree) {
  if (tree.chosen() == nullptr) return std::nullopt;
  for (const CLI::Option* option : tree.chosen()->get_options()) {
    if (option->get_positional() || option->get_expected_max() != 1 || option->count() < 2)
      continue;
    return usage(option->get_name() + " was given " + std::to_string(option->count()) +
                     " times; it takes one value",
                 tree.chosen());
  }
  return std::nullopt;
}

// CLI11 takes the next argument for the value of a flag that has none behind its "=", which is what
// a script writes whose variable is empty.
std::optional<Error> empty_value(CommandTree& tree, const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (argument.starts_with("--") && equals + 1 == argument.size())
      return usage(argument.substr(0, equals) + " is empty: nothing stands behind =",
                   tree.named(arguments.front()));
  }
  return std::nullopt;
}

bool has_taken(const CLI::App& command, const std::string& word) {
  const std::vector<const CLI::Option*> options = command.get_options();
  return std::any_of(options.begin(), options.end(), [&word](const CLI::Option* option) {
    const CLI::results_t& taken = option->results();
    return std::find(taken.begin(), taken.end(), word) != taken.end();
  });
}

// CLI11 takes apart as a list what stands in brackets, and ends a command at "++".
std::optional<Error> misread_word(CommandTree& tree, const std::vector<std::string>& arguments) {
  const CLI::App* command = tree.chosen();
  if (command == nullptr) return std::nullopt;
  const auto is_misread = [command](const std::string& word) {
    const bool is_special = word == "++" || (word.starts_with('[') && word.ends_with(']'));
    return is_special && !has_taken(*command, word);
  };
  const auto found = std::find_if(arguments.begin(), arguments.end(), is_misread);
  if (found == arguments.end()) return std::nullopt;
  return usage("'" + *found + "' is no ID, and a file of that name is written ./" + *found,
               command);
}

Result<Order> parse_own(CommandTree& tree, const std::vector<std::string>& arguments,
                        const Variables& variable) {
  if (std::optional<Error> empty = empty_value(tree, arguments)) return *empty;
  try {
    // CLI11 takes them from the back.
    tree.app().parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForVersion& version) {
    return Order{ShowText{std::string(version.what()) + "\n"}};
  } catch (const CLI::CallForHelp&) {
    const bool is_misspelt = !arguments.front().starts_with('-') && tree.chosen() == nullptr;
    if (std::optional<Error> unknown = unknown_word(tree); unknown && is_misspelt) return *unknown;
    return Order{ShowText{tree.app().help()}};
  } catch (const CLI::ParseError& error) {
    if (std::optional<Error> misread = misread_word(tree, arguments)) return *misread;
    if (std::optional<Error> unknown = unknown_word(tree)) return *unknown;
    if (std::optional<Error> repeated = repeated_flag(tree)) return *repeated;
    return usage(error.what(), tree.chosen());
  }
  if (tree.chosen() == nullptr) return usage("no command was given", nullptr);
  if (std::optional<Error> misread = misread_word(tree, arguments)) return *misread;
  return tree.order(variable);
}

// How Propexo is reached by a command line that is still being typed.
ApiOptions configured(const CompletedLine& line, const Variables& variable) {
  std::vector<std::string> arguments{"integrations"};
  const auto add = [&arguments](const char* flag, const std::string& value) {
    if (!value.empty()) arguments.insert(arguments.end(), {flag, value});
  };
  add("--profile", line.profile);
  add("--api-url", line.api.url);
  add("--environment", line.api.environment);
  add("--token-file", line.api.token_file);
  add("--cacert", line.api.ca_file);
  CommandTree tree;
  const Result<Order> order = parse_own(tree, arguments, variable);
  return order ? std::get<IntegrationsOptions>(order->invocation).api : line.api;
}

} // namespace

Result<Order> parse_arguments(const std::vector<std::string>& arguments,
                              const Variables& variable) {
  CommandTree tree;
  if (!arguments.empty() && arguments.front() == "__complete") { // for the scripts of completions/
    CompletedLine line = complete_line(tree.whole(), {++arguments.begin(), arguments.end()});
    if (line.completion.expected == Completion::Expected::profiles) {
      for (std::string& name : known_profiles(tree.app(), variable))
        line.completion.words.push_back({std::move(name)});
    }
    line.api = configured(line, variable);
    return Order{CompleteOptions{std::move(line)}};
  }
  // What stands behind -- is COMMAND's, flags included.
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  Result<Order> order = parse_own(tree, {arguments.begin(), separator}, variable);
  if (!order || separator == arguments.end()) return order;
  if (std::holds_alternative<ShowText>(order->invocation)) return order;
  auto* wait = std::get_if<WaitOptions>(&order->invocation);
  if (wait == nullptr) return usage("only wait runs a COMMAND after --", tree.chosen());
  wait->command = {separator + 1, arguments.end()};
  if (wait->command.empty()) return usage("there is no COMMAND after --", tree.chosen());
  return order;
}

} // namespace syncbell
