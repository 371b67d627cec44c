#include "core/job_tally.hpp"

#include <algorithm>
#include <utility>

namespace syncbell {
namespace {

// The last jobs of a sync may be logged a little after it counts as complete.
constexpr std::chrono::seconds tolerance{5};

} // namespace

bool JobTally::is_too_early(const JobLog& entry) const {
  return window_.after && entry.created_at <= *window_.after;
}

bool JobTally::is_later_than_the_sync(const JobLog& entry) const {
  return window_.until && entry.created_at > *window_.until;
}

bool JobTally::may_be_of_the_sync(const JobLog& entry) const {
  return !is_later_than_the_sync(entry) && !runs_that_go_on_.contains(entry.root_job);
}

bool JobTally::take(const JobLog& entry) {
  if (window_.one_run_only && entry.root_job != run_) return false;
  const std::string key = entry.job.empty() ? "entry " + entry.id : "job " + entry.job.text();
  succeeded_by_job_.try_emplace(key, entry.succeeded); // newest first: the first one seen counts
  return true;
}

void JobTally::choose(const JobId& run) {
  run_ = run;
  for (const JobLog& entry : std::exchange(undecided_, {}))
    take(entry);
}

bool JobTally::add(const std::vector<JobLog>& page) {
  if (page.empty()) return false;
  bool any_wanted = false;
  for (const JobLog& entry : page) {
    const bool may_choose = window_.one_run_only && !run_;
    if (is_too_early(entry) && (may_choose || !window_.one_run_only)) return false;
    if (may_choose && may_be_of_the_sync(entry)) choose(entry.root_job);
    if (may_choose && !run_) {
      if (window_.until && entry.created_at > *window_.until + tolerance)
        runs_that_go_on_.insert(entry.root_job);
      undecided_.push_back(entry);
    } else {
      any_wanted |= take(entry);
    }
  }
  return any_wanted || (window_.one_run_only && !run_);
}

JobCounts JobTally::counts() const {
  if (!run_ && !undecided_.empty()) { // every run went on, or all was logged late
    JobTally nearest(window_);
    nearest.undecided_ = undecided_;
    const auto found =
        std::find_if(undecided_.begin(), undecided_.end(),
                     [this](const JobLog& entry) { return !is_later_than_the_sync(entry); });
    nearest.choose(found == undecided_.end() ? undecided_.back().root_job : found->root_job);
    return nearest.counts();
  }
  const auto successful = std::count_if(succeeded_by_job_.begin(), succeeded_by_job_.end(),
                                        [](const auto& job) { return job.second; });
  return {successful, static_cast<std::int64_t>(succeeded_by_job_.size()) - successful};
}

} // namespace syncbell
