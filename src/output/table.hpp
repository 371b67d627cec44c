#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// Columns of text, aligned, each as wide as its widest cell.
class Table {
public:
  explicit Table(std::vector<std::string> header);
  void add(std::vector<std::string> row);

  // Whether no column has to be shortened for a line to fit.
  bool fits(std::optional<std::size_t> width) const;

  // With a width, the widest columns are shortened until a line fits it, if that leaves them
  // readable; never the first, which is an ID that people copy.
  std::string text(std::optional<std::size_t> width) const;

private:
  std::vector<std::size_t> widths() const;

  std::vector<std::vector<std::string>> rows_; // the header is the first
};

} // namespace syncbell
