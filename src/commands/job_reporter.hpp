#pragma once

#include "environment.hpp"
#include "output/console.hpp"
#include "output/job_report.hpp"

namespace syncbell {

// In GitHub Actions, gives the report to the job: outputs to the file of GITHUB_OUTPUT, the summary
// to that of GITHUB_STEP_SUMMARY, and errors as annotations. Elsewhere nothing. What cannot be
// written is warned of; how the command ended does not change by it.
void report_to_job(const JobReport& report, Environment& environment, Console& console);

} // namespace syncbell
