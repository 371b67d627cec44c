#pragma once

#include "output/doctor_view.hpp"
#include "output/job_report.hpp"

namespace syncbell {

// What a CI job is told of a doctor's findings. Outputs: outcome, and report (the document of
// --json). An error for each finding that is bad.
JobReport doctor_job_report(const DoctorReport& report);

} // namespace syncbell
