#pragma once

#include "core/wait_board.hpp"
#include "output/console.hpp"
#include "output/public_access.hpp"

#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace syncbell {

// One integration that is still waited for.
struct WaitedFor {
  IntegrationId integration;
  std::string stage; // in words: "syncing"
  std::optional<JobCounts> jobs;
};

// How a wait stands at one moment.
struct WaitStatus {
  Duration elapsed{};
  Duration left{};
  std::size_t decided = 0;
  std::size_t total = 0;
  std::vector<WaitedFor> rest;       // what is not decided
  std::string before;                // what comes before the wait itself, if that has not begun
  std::optional<Duration> next_poll; // nothing without polling, or while one is under way
  bool api_in_trouble = false;
};

// The ends that were shown, and the command that removes what is left behind; empty: nothing is.
struct WaitResults {
  std::vector<Decision> decisions;
  std::string left_behind;
};

// How it stands as the lines of a terminal with room for so many: one that says it of the whole,
// and where there are several integrations one for each that is still waited for, or for the first
// of them and one for the others. What is decided stands above them as a result.
std::vector<std::string> status_lines(const WaitStatus& status, std::size_t room);

// What `wait` shows: results on standard output, news on standard error; with --json both as a
// stream of records on standard output. For the main thread.
class WaitDisplay {
public:
  explicit WaitDisplay(Console& console) : console_(console) {}

  // `is_ready`: deliveries are received from now on; else reached() follows.
  void listening(const std::string& url, bool is_ready = true);
  // The listener at that URL is reached from outside.
  void reached(const std::string& url, const PublicAccess& access);
  // Something changed: about one integration, or about the wait as a whole.
  void progress(const IntegrationId& integration, const std::string& what);
  // The jobs of its running sync; where there is a live line, that says it.
  void job_progress(const IntegrationId& integration, const JobCounts& jobs);
  void news(const std::string& what);
  void warn(const std::string& what);
  // Whether status() is to be called every second.
  bool is_live() const { return console_.is_live() && !console_.options().json; }
  void status(const WaitStatus& status);    // the live lines
  void heartbeat(const WaitStatus& status); // a line, where there is no live one
  // `left_behind`: the command that removes what could not be cleaned up; empty: nothing is left.
  void decided(const Decision& decision, const std::string& left_behind = "");
  // An end before any integration was known.
  void ended(const Verdict& verdict, Duration waited, const std::string& left_behind);
  // The closing explanation after a deadline or a signal.
  void report(const std::vector<std::string>& lines);

  const WaitResults& results() const { return results_; }
  // Why a result could not be written, if one could not.
  std::error_code write_failure() const { return write_failure_; }

private:
  void data(const std::string& text);

  Console& console_;
  WaitResults results_;
  std::error_code write_failure_;
};

} // namespace syncbell
