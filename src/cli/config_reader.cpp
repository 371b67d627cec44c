#include "cli/config_reader.hpp"

#include "core/config_lines.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace syncbell {
namespace {

// In place of the # that CLI11 would take for a comment within quotes too; comments are gone here.
constexpr char no_comment = '\x01';

} // namespace

Result<std::vector<ConfigEntry>> read_config(const std::string& text, const std::string& file) {
  const Result<std::vector<ConfigLine>> lines = split_config(text, file);
  if (!lines) return lines.error();
  CLI::ConfigTOML reader;
  reader.comment(no_comment);
  std::vector<ConfigEntry> entries;
  std::string table;
  for (const ConfigLine& line : *lines) {
    const bool is_table = line.text.front() == '[';
    if (is_table) table = line.text + "\n";
    std::istringstream in(is_table ? table : table + line.text + "\n");
    ConfigEntry entry;
    for (CLI::ConfigItem& item : reader.from_config(in)) {
      const bool is_mark = item.name == "++" || item.name == "--"; // of a table's begin and end
      if (is_mark && (!is_table || item.parents.size() < entry.table.size())) continue;
      entry = {std::move(item.parents), is_mark ? "" : std::move(item.name), std::move(item.inputs),
               line.number};
    }
    // CLI11 takes [default] for the top and tells nothing of it; here it is a table like any other.
    if (entry.line == 0) entry = {{"default"}, "", {}, line.number};
    entries.push_back(std::move(entry));
  }
  return entries;
}

} // namespace syncbell
