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
  std::optional<WallTime> after = {}; // only what was logged later than this
  // Only what shares the root job of one run: the newest that logged anything in time. It counts
  // whole, whenever its jobs were logged.
  bool one_run_only = false;
  // The run is the one that was complete then: not one that has begun since, or went on.
  std::optional<WallTime> until = {};
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
  bool is_later_than_the_sync(const JobLog& entry) const;
  bool may_be_of_the_sync(const JobLog& entry) const;
  bool take(const JobLog& entry);
  void choose(const JobId& run);

  JobWindow window_;
  std::optional<JobId> run_;        // the root job of the sync
  std::vector<JobLog> undecided_;   // seen before that was known
  std::set<JobId> runs_that_go_on_; // which logged something after the sync was complete
  std::map<std::string, bool> succeeded_by_job_; // by job, or by entry where it names no job
};

} // namespace syncbell
