#pragma once

#include "core/resources.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace syncbell {

struct JobCounts {
  std::int64_t successful = 0;
  std::int64_t failed = 0;
  friend bool operator==(const JobCounts&, const JobCounts&) = default;
};

// Which entries of an integration's job log belong to the sync in question. Without limits: all.
struct JobWindow {
  std::optional<WallTime> after; // only entries later than this
  bool latest_run_only = false;  // only those that share the root job of the newest entry
};

// Counts the jobs of a log that is read newest first, page by page. A job that was retried counts
// once, as its latest entry says; an entry seen twice, because pages shift while jobs are added,
// counts once.
class JobTally {
public:
  explicit JobTally(JobWindow window) : window_(window) {}

  // Takes a page, newest entry first. False when no older page can matter any more.
  bool add(const std::vector<JobLog>& page);
  JobCounts counts() const;

private:
  bool wanted(const JobLog& entry) const;

  JobWindow window_;
  std::optional<JobId> run_;
  std::map<std::string, bool> succeeded_by_job_; // by job, or by entry where it names no job
};

} // namespace syncbell
