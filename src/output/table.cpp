#include "output/table.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <numeric>

namespace syncbell {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;

// The first `limit` characters, the last of them an ellipsis if any were cut.
std::string shortened(const std::string& text, std::size_t limit) {
  if (characters_in(text) <= limit) return text;
  return std::string(first_characters(text, limit - 1)) + "…";
}

std::size_t line_width(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

void fit(std::vector<std::size_t>& widths, std::size_t limit) {
  while (line_width(widths) > limit) {
    const auto widest = std::max_element(widths.begin() + 1, widths.end());
    if (widest == widths.end() || *widest <= narrowest) return;
    --*widest;
  }
}

} // namespace

Table::Table(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

void Table::add(std::vector<std::string> row) {
  row.resize(rows_.front().size());
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], characters_in(row[i]));
  }
  return widths;
}

bool Table::fits(std::optional<std::size_t> width) const {
  return !width || line_width(widths()) <= *width;
}

std::string Table::text(std::optional<std::size_t> width) const {
  std::vector<std::size_t> widths = this->widths();
  if (width) fit(widths, *width);
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = shortened(row[i], widths[i]);
      line += cell + std::string(widths[i] - characters_in(cell) + gap, ' ');
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

} // namespace syncbell
