#pragma once

#include "core/replay_tally.hpp"

#include <mutex>
#include <optional>
#include <set>

namespace syncbell {

// What became of the deliveries of a replay, written by every thread that sends.
class Ledger {
public:
  // A thread takes a delivery, which is this one or a later one; until it has told what became of
  // it, and ends, that one is under way.
  void begins(std::uint64_t at_least);
  void ends(std::uint64_t at_least);
  // A delivery was sent. One that was given up between two tries is still to be sent.
  void sent(std::uint64_t number, const DeliveryResult& result);
  // It was taken and then not sent.
  void unsent(std::uint64_t number);
  // Something that has nothing to do with the target ends the replay; the first one counts.
  void failed(Error error);

  ReplayTally tally() const;
  std::optional<Error> failure() const;
  // The first delivery that is still to be sent, given the one that nobody has taken yet.
  std::uint64_t first_open(std::uint64_t next) const;
  // The same at a moment when threads are at work: what is under way may not have been sent.
  std::uint64_t first_unsettled(std::uint64_t next) const;

private:
  void leave_open(std::uint64_t number);

  mutable std::mutex mutex_;
  ReplayTally tally_;
  std::optional<Error> failure_;
  std::optional<std::uint64_t> open_;
  std::multiset<std::uint64_t> under_way_;
};

} // namespace syncbell
