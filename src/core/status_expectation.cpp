#include "core/status_expectation.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace syncbell {
namespace {

struct StatusRange {
  int first = 0;
  int last = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<StatusRange> range_of(std::string_view text) {
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') return std::nullopt;
  const int hundred = (text[0] - '0') * 100;
  const std::string_view rest = text.substr(1);
  if (rest == "xx" || rest == "XX") return StatusRange{hundred, hundred + 99};
  if (!std::all_of(rest.begin(), rest.end(), is_digit)) return std::nullopt;
  const int status = hundred + (rest[0] - '0') * 10 + (rest[1] - '0');
  return StatusRange{status, status};
}

} // namespace

void StatusExpectation::admit(int first, int last) {
  for (int status = first; status <= last; ++status)
    admitted_.set(index(status));
}

Result<StatusExpectation> StatusExpectation::parse(std::string_view text) {
  StatusExpectation expectation;
  expectation.admitted_.reset();
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string_view part = text.substr(from, comma - from);
    const std::optional<StatusRange> range = range_of(part);
    if (!range) {
      return Error{ErrorKind::usage,
                   "'" + std::string(part) + "' is neither a status nor a class of them",
                   "write it as 2xx, 200 or 401,403"};
    }
    expectation.admit(range->first, range->last);
    from = comma + 1;
  }
  return expectation;
}

} // namespace syncbell
