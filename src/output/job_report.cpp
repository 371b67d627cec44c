#include "output/job_report.hpp"

#include "core/printable.hpp"

#include <string_view>

namespace syncbell {
namespace {

std::string table_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells)
    line += " " + cell + " |";
  return line + "\n";
}

} // namespace

std::string encode_outputs(const JobReport& report, const std::string& delimiter) {
  std::string text;
  for (const auto& [name, value] : report.outputs)
    text.append(name).append("<<").append(delimiter).append("\n").append(value).append("\n").append(
        delimiter + "\n");
  return text;
}

std::string encode_summary(const JobReport& report) {
  return report.summary.empty() ? "" : "### " + report.title + "\n\n" + report.summary;
}

std::string annotation_text(const std::string& what, const std::string& hint) {
  return hint.empty() ? what : what + "\n" + hint;
}

std::string markdown_text(const std::string& text) {
  constexpr std::string_view special = "\\`*_[]<>|~&#@";
  std::string result;
  for (const char c : printable(text)) {
    if (special.find(c) != special.npos) result += '\\';
    result += c;
  }
  return result;
}

std::string markdown_table(const std::vector<std::string>& columns,
                           const std::vector<std::vector<std::string>>& rows) {
  std::string table = table_line(columns);
  table += table_line(std::vector<std::string>(columns.size(), "---"));
  for (const std::vector<std::string>& row : rows)
    table += table_line(row);
  return table;
}

} // namespace syncbell
