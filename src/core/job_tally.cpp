#include "core/job_tally.hpp"

#include <algorithm>

namespace syncbell {

bool JobTally::wanted(const JobLog& entry) const {
  if (window_.after && entry.created_at <= *window_.after) return false;
  return !window_.latest_run_only || entry.root_job == run_;
}

bool JobTally::add(const std::vector<JobLog>& page) {
  if (page.empty()) return false;
  if (!run_) run_ = page.front().root_job;
  bool any_wanted = false;
  for (const JobLog& entry : page) {
    if (!wanted(entry)) continue;
    any_wanted = true;
    const std::string key = entry.job.empty() ? "entry " + entry.id : "job " + entry.job.text();
    succeeded_by_job_.try_emplace(key, entry.succeeded); // newest first: the first one seen counts
  }
  const bool past_window = window_.after && page.back().created_at <= *window_.after;
  return any_wanted && !past_window;
}

JobCounts JobTally::counts() const {
  const auto successful = std::count_if(succeeded_by_job_.begin(), succeeded_by_job_.end(),
                                        [](const auto& job) { return job.second; });
  return {successful, static_cast<std::int64_t>(succeeded_by_job_.size()) - successful};
}

} // namespace syncbell
