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

  // With a width, the widest column is shortened until a line fits it, if that leaves it readable.
  std::string text(std::optional<std::size_t> width) const;

private:
  std::vector<std::vector<std::string>> rows_; // the header is the first
};

} // namespace syncbell
