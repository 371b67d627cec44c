#pragma once

#include "core/time.hpp"
#include "core/verification.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace syncbell {

// How often requests were rejected for one reason.
struct RejectionCount {
  int status = 0;
  SignatureCheck signature = SignatureCheck::unchecked;
  std::string reason;
  std::uint64_t count = 0;
  friend bool operator==(const RejectionCount&, const RejectionCount&) = default;
};

// "1 request was rejected: the signature does not match", for people.
std::string describe(const RejectionCount& rejected);

// Counts rejected requests by their reason, and decides which are told of, so that no stranger can
// flood what people and programs read: in each minute the first few of a reason one by one, the
// rest as a sum once the minute is over. The minute of a reason begins with its first rejection.
// Used from several threads.
class RejectionTally {
public:
  // Counts one. Whether it is to be told of by itself.
  bool add(const Rejection& rejection, Instant now);

  // The sums of the minutes that are over, each once; those of nothing are left out.
  std::vector<RejectionCount> take_sums(Instant now);
  // When to ask for them next: as the first minute ends; Instant::max() if none has begun.
  Instant next_sum() const;

  // All of them, told or not.
  std::vector<RejectionCount> totals() const;

private:
  struct Reason {
    RejectionCount total;
    Instant minute_ends = Instant::max(); // max: none has begun
    std::uint64_t in_minute = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Reason> reasons_;
};

} // namespace syncbell
