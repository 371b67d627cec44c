#include "core/wait_board.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace syncbell {

WaitBoard::WaitBoard(const WaitRules& rules, Quorum quorum, Instant started)
    : rules_(rules), quorum_(quorum), started_(started) {}

void WaitBoard::expect(const std::vector<IntegrationId>& integrations,
                       std::optional<WallTime> begun_at) {
  for (const IntegrationId& id : integrations) {
    if (conditions_.try_emplace(id, rules_, begun_at).second) order_.push_back(id);
  }
}

void WaitBoard::note_baseline(const IntegrationId& id, const IntegrationReading& reading) {
  if (waits_for(id)) conditions_.at(id).note_baseline(reading);
}

bool WaitBoard::waits_for(const IntegrationId& id) const {
  const auto condition = conditions_.find(id);
  return condition != conditions_.end() && !condition->second.decided() && !ended_.contains(id);
}

std::vector<IntegrationId> WaitBoard::undecided() const {
  std::vector<IntegrationId> ids;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(ids),
               [this](const IntegrationId& id) { return waits_for(id); });
  return ids;
}

std::optional<Decision> WaitBoard::newly_decided(const IntegrationId& id, Instant now) const {
  if (waits_for(id)) return std::nullopt;
  const WaitCondition& condition = conditions_.at(id);
  const auto ended = ended_.find(id);
  const auto waited = std::chrono::duration_cast<Duration>(now - started_);
  if (ended == ended_.end()) return Decision{id, condition.verdict(), condition.report(), waited};
  SyncReport report = condition.report(); // which decided nothing
  report.source.reset();
  report.event.reset();
  return Decision{id, ended->second, report, waited};
}

std::optional<Decision> WaitBoard::observe(const IntegrationId& id,
                                           const IntegrationReading& reading, Source source,
                                           Instant now) {
  if (!waits_for(id)) return std::nullopt;
  conditions_.at(id).observe(reading, source);
  return newly_decided(id, now);
}

std::optional<Decision> WaitBoard::observe(const IntegrationId& id, const Event& event,
                                           Instant now) {
  if (!waits_for(id)) return std::nullopt;
  conditions_.at(id).observe(event);
  return newly_decided(id, now);
}

std::optional<Decision> WaitBoard::observe(const IntegrationId& id, const JobCounts& jobs,
                                           Instant now) {
  if (!waits_for(id)) return std::nullopt;
  conditions_.at(id).observe(jobs);
  return newly_decided(id, now);
}

std::optional<Decision> WaitBoard::job_counts_unavailable(const IntegrationId& id, Instant now) {
  if (!waits_for(id)) return std::nullopt;
  conditions_.at(id).job_counts_unavailable();
  return newly_decided(id, now);
}

std::optional<Decision> WaitBoard::end(const IntegrationId& id, const Verdict& verdict,
                                       Instant now) {
  if (!waits_for(id)) return std::nullopt;
  ended_[id] = verdict;
  return newly_decided(id, now);
}

bool WaitBoard::any_is(Outcome outcome) const {
  return std::any_of(order_.begin(), order_.end(), [&](const IntegrationId& id) {
    const auto ended = ended_.find(id);
    const Verdict& verdict = ended == ended_.end() ? conditions_.at(id).verdict() : ended->second;
    return verdict.outcome == outcome;
  });
}

bool WaitBoard::finished() const {
  if (undecided().empty()) return true;
  if (quorum_ == Quorum::any) return any_is(Outcome::satisfied);
  return rules_.fail_fast && (any_is(Outcome::unhealthy) || any_is(Outcome::impossible));
}

Outcome WaitBoard::outcome() const {
  if (quorum_ == Quorum::any && any_is(Outcome::satisfied)) return Outcome::satisfied;
  // A definite no outweighs what was never learned; "any" stays open until all have said no.
  const auto by_weight =
      quorum_ == Quorum::all
          ? std::array{Outcome::error,       Outcome::unhealthy, Outcome::impossible,
                       Outcome::interrupted, Outcome::timed_out, Outcome::still_waiting}
          : std::array{Outcome::error,         Outcome::interrupted, Outcome::timed_out,
                       Outcome::still_waiting, Outcome::unhealthy,   Outcome::impossible};
  for (const Outcome outcome : by_weight) {
    if (any_is(outcome)) return outcome;
  }
  return Outcome::satisfied;
}

} // namespace syncbell
