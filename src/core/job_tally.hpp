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
  std::optional<WallTime> after = {}; // only entries later than this
  bool one_run_only = false;          // only those that share the root job of the newest entry
  std::optional<WallTime> until = {}; // that is no later than this: a later one is another sync's
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
  bool is_too_early(const JobLog& entry) const;
  bool is_too_late(const JobLog& entry) const;
  bool take(const JobLog& entry);

  JobWindow window_;
  std::optional<JobId> run_;     // the root job of the newest entry that may be of the sync
  std::vector<JobLog> too_late_; // seen before that: of the same run all the same, or of another
  std::map<std::string, bool> succeeded_by_job_; // by job, or by entry where it names no job
};

} // namespace syncbell
