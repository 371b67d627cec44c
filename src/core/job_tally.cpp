#include "core/job_tally.hpp"

#include <algorithm>
#include <utility>

namespace syncbell {

bool JobTally::is_too_early(const JobLog& entry) const {
  return window_.after && entry.created_at <= *window_.after;
}

bool JobTally::is_too_late(const JobLog& entry) const {
  return window_.one_run_only && window_.until && entry.created_at > *window_.until;
}

bool JobTally::take(const JobLog& entry) {
  if (window_.one_run_only && entry.root_job != run_) return false;
  const std::string key = entry.job.empty() ? "entry " + entry.id : "job " + entry.job.text();
  succeeded_by_job_.try_emplace(key, entry.succeeded); // newest first: the first one seen counts
  return true;
}

bool JobTally::add(const std::vector<JobLog>& page) {
  if (page.empty()) return false;
  bool any_wanted = false;
  for (const JobLog& entry : page) {
    if (is_too_early(entry)) break; // and so is the rest
    if (!run_ && is_too_late(entry)) {
      too_late_.push_back(entry);
      continue;
    }
    if (!run_) {
      run_ = entry.root_job;
      // The last jobs of a sync may be logged a little after it counts as complete.
      for (const JobLog& late : std::exchange(too_late_, {}))
        take(late);
    }
    any_wanted |= take(entry);
  }
  return (any_wanted || !run_) && !is_too_early(page.back());
}

JobCounts JobTally::counts() const {
  if (!run_ && !too_late_.empty()) { // all were logged late: the oldest is nearest to the sync
    JobTally nearest({window_.after, true});
    nearest.run_ = too_late_.back().root_job;
    for (const JobLog& late : too_late_)
      nearest.take(late);
    return nearest.counts();
  }
  const auto successful = std::count_if(succeeded_by_job_.begin(), succeeded_by_job_.end(),
                                        [](const auto& job) { return job.second; });
  return {successful, static_cast<std::int64_t>(succeeded_by_job_.size()) - successful};
}

} // namespace syncbell
