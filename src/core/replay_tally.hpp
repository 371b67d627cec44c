#pragma once

#include "core/exit_status.hpp"
#include "core/latency_histogram.hpp"
#include "core/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace syncbell {

// How one delivery of a replay ended, after all its tries.
struct DeliveryResult {
  std::optional<int> status = {}; // the last answer's; nothing where there was none
  std::string error = {};         // then why
  bool accepted = false;          // the status is as expected
  LatencyHistogram::Time took{};  // of the last try
  int tries = 0;
  bool given_up = false; // it would have been tried again, had nobody asked to stop
};

// What became of all deliveries so far.
struct ReplayTally {
  std::uint64_t accepted = 0;
  std::map<int, std::uint64_t> refused = {}; // by status
  std::uint64_t failed = 0;                  // not answered
  std::uint64_t tries = 0;
  LatencyHistogram times = {}; // of answers

  void count(const DeliveryResult& result);
  std::uint64_t refused_in_all() const;
  std::uint64_t sent() const { return accepted + refused_in_all() + failed; }

  // satisfied: all were as expected; error: none was ever answered; unhealthy: anything between.
  Outcome outcome() const;
};

// The exit status for an outcome of a replay.
ExitStatus exit_status_of_replay(Outcome outcome);

} // namespace syncbell
