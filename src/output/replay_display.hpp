#pragma once

#include "output/console.hpp"
#include "output/replay_json.hpp"

#include <atomic>
#include <string>
#include <system_error>

namespace syncbell {

// How a replay stands at one moment.
struct ReplayProgress {
  std::uint64_t done = 0; // of all deliveries, those before --resume-from included
  std::uint64_t deliveries = 0;
  std::uint64_t sent = 0; // by this run
  std::uint64_t refused = 0;
  std::uint64_t failed = 0;
  Duration elapsed{};
};

// How far the reading before the sending has come.
struct ReplayChecking {
  std::uint64_t captures = 0;
  std::uint64_t bytes = 0;
  std::uint64_t all_bytes = 0; // as far as they are known
};

// How to go on from where it stopped; resume_from must be there.
std::string how_to_resume(const ReplaySummary& summary);

// What `replay` shows: the summary on standard output, what was refused or failed on standard
// error; with --json a record for each delivery and one for the end, on standard output. May be
// used from several threads.
class ReplayDisplay {
public:
  explicit ReplayDisplay(Console& console) : console_(console) {}

  void begins(const ReplaySummary& planned, const std::string& target);
  // Whether progress() is to be called several times a second, and checking() now and then.
  bool is_live() const { return console_.is_live() && !console_.options().json; }
  void checking(const ReplayChecking& checking);
  void progress(const ReplayProgress& progress);
  // Fails as standard output does.
  std::error_code sent(const ShownDelivery& delivery, const DeliveryResult& result);
  std::error_code planned(const ShownDelivery& delivery, const ShownPlan& plan);
  // A capture that cannot be read and is passed over.
  void skipped(const Error& problem);
  std::error_code ended(const ReplaySummary& summary);

private:
  std::error_code data(const std::string& text) { return console_.data(text + "\n"); }
  bool may_complain();

  Console& console_;
  std::atomic<int> complaints_ = 0;
};

} // namespace syncbell
