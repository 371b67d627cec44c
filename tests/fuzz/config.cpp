// A configuration.
//
// - The line that a complaint names lies within the text, and is the next one where an empty
//   line is put in front; nothing else of the complaint changes.
// - No complaint shows a value, which may be a secret.
// - The entries come in the order of their lines, each with a table or a name, and a comment
//   behind them changes none.
#include "cli/configuration.hpp"
#include "cli/setting_rules.hpp"
#include "fuzz/property.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace syncbell;
using fuzz::require;

namespace {

constexpr const char* file = "config.toml";

// Two commands stand for all of them: one has every setting, the other none.
struct Tree {
  Tree() {
    CLI::App* wait = app.add_subcommand("wait");
    for (const SettingRule& rule : setting_rules())
      wait->add_option("--" + rule.name);
    app.add_subcommand("mock");
  }
  CLI::App app;
};

// What becomes of a text: the complaint, or nothing.
std::string complaint_about(const std::string& text) {
  static const Tree tree;
  const auto read = Configuration::read({file, "default", text, {}}, tree.app, "/home/me");
  return read ? "" : read.error().message;
}

std::string without_place(const std::string& message) {
  return message.substr(std::min(message.find(": "), message.size()));
}

// Whatever looks like no word of ours and stands there once.
bool is_telling(std::string_view value, std::string_view text) {
  return value.size() >= 8 && value.find_first_of("0123456789") != value.npos &&
         text.find(value) == text.rfind(value);
}

// libFuzzer tries what it sees compared, so a value may come to be words of the complaint's own:
// only if they go when the value does were they its.
bool is_shown(std::string_view value, std::string_view text, const std::string& complaint) {
  if (complaint.find(value) == complaint.npos) return false;
  std::string changed(text);
  const std::size_t digit = text.find(value) + value.find_first_of("0123456789");
  changed[digit] = changed[digit] == '7' ? '8' : '7';
  return complaint_about(changed).find(value) == std::string::npos;
}

void check_shows_no_value(std::string_view text, const std::string& complaint) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string_view line = text.substr(from, end - from);
    const std::string_view value = line.substr(std::min(line.find('='), line.size() - 1) + 1);
    if (is_telling(value, text)) {
      require(!is_shown(value, text, complaint), "no complaint shows a value", complaint);
    }
    from = end + 1;
  }
}

void check_complaint(const std::string& text, const std::string& complaint) {
  const std::size_t line = fuzz::line_in(complaint, file);
  require(line >= 1 && line <= fuzz::lines_of(text), "the line is in the text", complaint);
  check_shows_no_value(text, complaint);
  const std::string moved = complaint_about("\n" + text);
  require(fuzz::line_in(moved, file) == line + 1 &&
              without_place(moved) == without_place(complaint),
          "an empty line changes the number of the line only", complaint + "\n" + moved);
}

void check_entries(const std::string& text) {
  const auto entries = read_config(text, file);
  const auto commented = read_config(text + "\n# the end", file);
  require(entries.has_value() == commented.has_value(), "a comment is neither good nor bad");
  if (!entries) return;
  require(entries->size() == commented->size(), "a comment is no entry");
  std::size_t line = 0;
  for (const ConfigEntry& entry : *entries) {
    require(entry.line > line && entry.line <= fuzz::lines_of(text), "entries are in order");
    require(!entry.table.empty() || !entry.name.empty(), "an entry is about something");
    line = entry.line;
  }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  check_entries(text);
  if (const std::string complaint = complaint_about(text); !complaint.empty()) {
    check_complaint(text, complaint);
  }
  return 0;
}
