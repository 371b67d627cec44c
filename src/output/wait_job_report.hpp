#pragma once

#include "core/exit_status.hpp"
#include "output/job_report.hpp"
#include "output/wait_display.hpp"

namespace syncbell {

// What a CI job is told of a wait under that title. `failure`: what ended it before its results,
// which goes before them. Outputs: outcome, reason, left_behind and results (an array of the
// records of --json); of a single integration also what its record says. An error for each
// integration whose end is not what was waited for, unless the wait as a whole was met.
JobReport wait_job_report(const std::string& title, const WaitResults& results, ExitStatus status,
                          const std::optional<Error>& failure);

} // namespace syncbell
