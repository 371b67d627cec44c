#pragma once

#include "core/replay_tally.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace syncbell {

// A delivery as it is shown: what is sent and where it was read.
struct ShownDelivery {
  std::uint64_t number; // in the order of the replay, from 1
  std::string_view origin;
  std::string_view body; // as it goes out
};

// What goes out instead of being sent: "own", "new", "wrong" or "none".
struct ShownPlan {
  std::string_view method;
  std::string_view signature;
};

// How a replay ended.
struct ReplaySummary {
  Outcome outcome = Outcome::satisfied;
  ReplayTally tally = {};
  Duration elapsed{};                            // from the first delivery to the end
  std::uint64_t deliveries = 0;                  // there were to send
  std::uint64_t skipped = 0;                     // what could not be read
  std::uint64_t left_out = 0;                    // captures that the filters did not want
  std::optional<std::uint64_t> seed = {};        // of --shuffle
  std::optional<std::uint64_t> resume_from = {}; // where it stopped before the end
  bool dry_run = false;
};

// Deliveries a second; 0 where no time has passed.
double rate_of(std::uint64_t deliveries, Duration elapsed);

// The records of `replay --json`, one line of JSON each, without the newline.
std::string encode_sent(const ShownDelivery& delivery, const DeliveryResult& result);
std::string encode_planned(const ShownDelivery& delivery, const ShownPlan& plan);
std::string encode_replay_result(const ReplaySummary& summary);

} // namespace syncbell
