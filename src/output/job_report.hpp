#pragma once

#include <string>
#include <utility>
#include <vector>

namespace syncbell {

// What the steps after this one, and the page of the run, are told of how a command ended.
struct JobReport {
  std::vector<std::pair<std::string, std::string>> outputs; // names and values
  std::string summary;                                      // Markdown
  std::vector<std::string> errors;                          // each shown on the page of the run
};

// The outputs as GITHUB_OUTPUT has them. Nobody outside may foresee the delimiter, or a value could
// hold one and set outputs of its own.
std::string encode_outputs(const JobReport& report, const std::string& delimiter);

// Text that Markdown shows as it stands, in a table too.
std::string markdown_text(const std::string& text);

// A table of Markdown. The cells are Markdown already.
std::string markdown_table(const std::vector<std::string>& columns,
                           const std::vector<std::vector<std::string>>& rows);

} // namespace syncbell
