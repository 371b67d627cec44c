#pragma once

#include <string>
#include <utility>
#include <vector>

namespace syncbell {

// What the steps after this one, and the page of the run, are told of how a command ended.
struct JobReport {
  std::string title;                                        // "syncbell wait"
  std::vector<std::pair<std::string, std::string>> outputs; // names and values
  std::string summary;                                      // Markdown below the title
  std::vector<std::string> errors;                          // each shown on the page of the run
};

// The outputs as GITHUB_OUTPUT has them. Nobody outside may foresee the delimiter, or a value could
// hold one and set outputs of its own.
std::string encode_outputs(const JobReport& report, const std::string& delimiter);

// Title and summary; empty where there is nothing to say.
std::string encode_summary(const JobReport& report);

// An error as it is annotated: what to do about it stands in a line of its own.
std::string annotation_text(const std::string& what, const std::string& hint);

// Text that Markdown shows as it stands, in a table too.
std::string markdown_text(const std::string& text);

// A table of Markdown. The cells are Markdown already.
std::string markdown_table(const std::vector<std::string>& columns,
                           const std::vector<std::vector<std::string>>& rows);

} // namespace syncbell
