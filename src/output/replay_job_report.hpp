#pragma once

#include "output/job_report.hpp"
#include "output/replay_json.hpp"

namespace syncbell {

// What a CI job is told of a replay. Outputs: outcome, sent, accepted, refused, failed, and result
// (the record of --json). An error where a delivery was not answered as expected.
JobReport replay_job_report(const ReplaySummary& summary, const std::string& target);

} // namespace syncbell
