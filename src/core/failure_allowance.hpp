#pragma once

#include "core/job_tally.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace syncbell {

// How many failed jobs are still healthy: a number of jobs, or a share of all jobs of the sync.
struct FailureAllowance {
  std::int64_t amount = 0;
  bool is_percentage = false;

  bool exceeded_by(const JobCounts& jobs) const;
  std::string text() const; // "3" or "5%", as it was given
};

// Reads "3" or "5%". Fails (usage) on anything else, and on more than 100 %.
Result<FailureAllowance> parse_failure_allowance(std::string_view text);

} // namespace syncbell
