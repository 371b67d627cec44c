#pragma once

#include "core/exit_status.hpp"
#include "core/wait_condition.hpp"

#include <map>
#include <vector>

namespace syncbell {

// Which of several integrations must have synced.
enum class Quorum { all, any };

// One integration's end.
struct Decision {
  IntegrationId integration;
  Verdict verdict;
  SyncReport report;
  Duration waited{};
};

// All the integrations of one wait. Pure, like the conditions it holds: what is seen goes in, what
// has just been decided comes out, each integration once.
class WaitBoard {
public:
  WaitBoard(const WaitRules& rules, Quorum quorum, Instant started);

  void expect(const std::vector<IntegrationId>& integrations,
              std::optional<WallTime> begun_at = std::nullopt);

  void note_baseline(const IntegrationId& id, const IntegrationReading& reading);

  // Each returns the decision, if this was what decided it.
  std::optional<Decision> observe(const IntegrationId& id, const IntegrationReading& reading,
                                  Source source, Instant now);
  std::optional<Decision> observe(const IntegrationId& id, const Event& event, Instant now);
  std::optional<Decision> observe(const IntegrationId& id, const JobCounts& jobs, Instant now);
  std::optional<Decision> job_counts_unavailable(const IntegrationId& id, Instant now);
  // Ends the wait for one integration for an outer reason.
  std::optional<Decision> end(const IntegrationId& id, const Verdict& verdict, Instant now);

  bool waits_for(const IntegrationId& id) const;
  std::vector<IntegrationId> undecided() const;
  const WaitCondition& condition(const IntegrationId& id) const { return conditions_.at(id); }
  const std::vector<IntegrationId>& integrations() const { return order_; }

  // Whether the question is answered: all decided, or enough of them.
  bool finished() const;
  // The answer: satisfied, or the outcome that kept it from being.
  Outcome outcome() const;

private:
  std::optional<Decision> newly_decided(const IntegrationId& id, Instant now) const;
  bool any_is(Outcome outcome) const;

  WaitRules rules_;
  Quorum quorum_;
  Instant started_;
  std::vector<IntegrationId> order_;
  std::map<IntegrationId, WaitCondition> conditions_;
  std::map<IntegrationId, Verdict> ended_; // for an outer reason
};

} // namespace syncbell
