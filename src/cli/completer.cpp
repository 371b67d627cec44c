#include "cli/completer.hpp"

#include "cli/command_tree.hpp"
#include "core/model_names.hpp"
#include "core/trigger_kind.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

namespace syncbell {
namespace {

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// The names of a flag as they are typed, the long ones first.
std::vector<std::string> names_of(const CLI::Option& flag) {
  std::vector<std::string> names;
  for (const std::string& name : flag.get_lnames())
    names.push_back("--" + name);
  for (const std::string& name : flag.get_snames())
    names.push_back("-" + name);
  return names;
}

const CLI::Option* flag_named(const CLI::App& command, const std::string& name) {
  for (const CLI::Option* option : command.get_options()) {
    const std::vector<std::string> names = names_of(*option);
    if (std::find(names.begin(), names.end(), name) != names.end()) return option;
  }
  return nullptr;
}

// The positional at that place, the last one for all that follow where it may be repeated.
const CLI::Option* positional_at(const CLI::App& command, std::size_t place) {
  std::vector<const CLI::Option*> positionals;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) positionals.push_back(option);
  }
  if (place < positionals.size()) return positionals[place];
  if (positionals.empty() || positionals.back()->get_items_expected_max() <= 1) return nullptr;
  return positionals.back();
}

std::vector<Candidate> flags_of(const CLI::App& command) {
  std::vector<Candidate> flags;
  for (const CLI::Option* option : command.get_options()) {
    const std::vector<std::string> names = names_of(*option);
    if (!names.empty()) flags.push_back({names.front(), option->get_description()});
  }
  return flags;
}

std::vector<Candidate> commands_of(const CLI::App& tree) {
  std::vector<Candidate> commands;
  for (const CLI::App* command : tree.get_subcommands(nullptr))
    commands.push_back({command->get_name(), command->get_description()});
  return commands;
}

std::vector<Candidate> candidates(std::vector<std::string> words) {
  std::vector<Candidate> candidates;
  for (std::string& word : words)
    candidates.push_back({std::move(word)});
  return candidates;
}

bool is_placeholder(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The words of a value such as "auto|always|never" or "TIME|now"; none where it has another form.
std::vector<Candidate> choices_in(const std::string& form) {
  const bool are_words = std::all_of(form.begin(), form.end(), [](char c) {
    return c == '|' || c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  std::vector<Candidate> choices;
  if (!are_words || form.find('|') == form.npos) return choices;
  for (std::size_t from = 0; from < form.size();) {
    const std::size_t end = std::min(form.find('|', from), form.size());
    const std::string word = form.substr(from, end - from);
    if (!is_placeholder(word)) choices.push_back({word});
    from = end + 1;
  }
  return choices;
}

// What the value of an option is, in the word that --help has for it.
std::string kind_of(const CLI::Option& option) {
  return option.get_positional() ? option.get_name(true) : option.get_type_name();
}

Completion value_of(const CLI::App& command, const CLI::Option& option, const std::string& before,
                    const std::string& typed) {
  using Expected = Completion::Expected;
  Completion completion{Expected::words, {}, before, typed};
  const std::string kind = kind_of(option);
  if (kind == "FILE" || kind == "PATH") {
    completion.expected = Expected::files;
    return completion;
  }
  if (kind == "INTEGRATION" || kind == "ID")
    completion.expected = Expected::integrations;
  else if (option.check_lname("profile"))
    completion.expected = Expected::profiles;
  else if (kind == "WEBHOOK_ID")
    completion.expected = Expected::webhooks;
  else if (kind == "EVENT")
    completion.words = candidates(trigger_kind_names());
  else if (kind == "MODEL")
    completion.words =
        candidates(command.get_name() == "sync" ? sync_model_names() : webhook_model_names());
  else
    completion.words = choices_in(option.get_type_name());
  const std::size_t comma = typed.rfind(',');
  if (comma != typed.npos) { // all but files may be lists
    completion.before += typed.substr(0, comma + 1);
    completion.typed = typed.substr(comma + 1);
  }
  return completion;
}

// A command line up to the word being typed.
class LineReader {
public:
  explicit LineReader(const CLI::App& tree) : tree_(tree) {}

  void read(const std::string& word) {
    if (awaiting_ != nullptr)
      note(*std::exchange(awaiting_, nullptr), word);
    else if (word.starts_with('-') && word.size() > 1)
      read_flag(word);
    else if (command_ != nullptr)
      ++positionals_;
    else if (command_ = command_named(tree_, word); command_ == nullptr)
      is_lost_ = true;
  }

  Completion complete(const std::string& typed) const {
    if (is_lost_) return {};
    const CLI::App& scope = command_ == nullptr ? tree_ : *command_;
    if (awaiting_ != nullptr) return value_of(scope, *awaiting_, "", typed);
    const std::size_t equals = typed.find('=');
    if (typed.starts_with("--") && equals != typed.npos) {
      const CLI::Option* flag = flag_named(scope, typed.substr(0, equals));
      if (flag == nullptr) return {};
      return value_of(scope, *flag, typed.substr(0, equals + 1), typed.substr(equals + 1));
    }
    if (typed.starts_with('-')) return {{}, flags_of(scope), "", typed};
    if (command_ == nullptr) return {{}, commands_of(tree_), "", typed};
    const CLI::Option* positional = positional_at(*command_, positionals_);
    return positional == nullptr ? Completion{} : value_of(scope, *positional, "", typed);
  }

  const ApiOptions& api() const { return api_; }
  const std::string& profile() const { return profile_; }

private:
  void read_flag(const std::string& word) {
    const std::size_t equals = word.find('=');
    const CLI::App& scope = command_ == nullptr ? tree_ : *command_;
    const CLI::Option* flag = flag_named(scope, word.substr(0, equals));
    if (flag == nullptr || !takes_value(*flag)) return;
    if (equals == word.npos)
      awaiting_ = flag;
    else
      note(*flag, word.substr(equals + 1));
  }

  void note(const CLI::Option& flag, const std::string& value) {
    const std::string name = names_of(flag).front();
    if (name == "--api-url") api_.url = value;
    if (name == "--environment") api_.environment = value;
    if (name == "--token-file") api_.token_file = value;
    if (name == "--cacert") api_.ca_file = value;
    if (name == "--profile") profile_ = value;
  }

  const CLI::App& tree_;
  const CLI::App* command_ = nullptr;
  const CLI::Option* awaiting_ = nullptr; // its value comes next
  bool is_lost_ = false;                  // behind a command that nobody knows
  std::size_t positionals_ = 0;
  ApiOptions api_;
  std::string profile_;
};

} // namespace

CompletedLine complete_line(const CLI::App& tree, std::vector<std::string> words) {
  if (words.empty()) words.emplace_back();
  const std::string typed = words.back();
  words.pop_back();
  if (std::find(words.begin(), words.end(), "--") != words.end()) {
    return {{Completion::Expected::files, {}, "", typed}, {}}; // COMMAND and what it is given
  }
  LineReader reader(tree);
  for (const std::string& word : words)
    reader.read(word);
  return {reader.complete(typed), reader.api(), reader.profile()};
}

} // namespace syncbell
