#include "core/failure_allowance.hpp"

#include <charconv>

namespace syncbell {

bool FailureAllowance::exceeded_by(const JobCounts& jobs) const {
  if (!is_percentage) return jobs.failed > amount;
  // Not as integers: whoever writes the counts could choose ones that overflow.
  const auto failed = static_cast<long double>(jobs.failed);
  return failed * 100 >
         static_cast<long double>(amount) * (failed + static_cast<long double>(jobs.successful));
}

std::string FailureAllowance::text() const {
  return std::to_string(amount) + (is_percentage ? "%" : "");
}

Result<FailureAllowance> parse_failure_allowance(std::string_view text) {
  FailureAllowance allowance;
  allowance.is_percentage = text.ends_with('%');
  const std::string_view digits = allowance.is_percentage ? text.substr(0, text.size() - 1) : text;
  const char* end = digits.data() + digits.size();
  const auto [stopped, failure] = std::from_chars(digits.data(), end, allowance.amount);
  const bool number = failure == std::errc{} && stopped == end && allowance.amount >= 0;
  if (!number || (allowance.is_percentage && allowance.amount > 100)) {
    return Error{ErrorKind::usage, "'" + std::string(text) + "' is not a number of failed jobs",
                 "write a number such as 3, or a share of all jobs such as 5%"};
  }
  return allowance;
}

} // namespace syncbell
