#pragma once

#include "cli/shared_options.hpp"
#include "core/event_filter.hpp"
#include "core/exit_status.hpp"
#include "core/payload_edit.hpp"
#include "core/status_expectation.hpp"
#include "environment.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace syncbell {

struct ReplayOptions {
  OutputOptions output;
  SecretOptions secrets;
  std::vector<std::string> paths; // "-" is standard input
  std::string url;
  std::string ca_file;
  Duration timeout = std::chrono::seconds{30};

  // what is sent
  std::set<std::string> events;            // empty: all
  std::vector<IntegrationId> integrations; // empty: all
  std::vector<PayloadEdit> edits;
  bool is_unsigned = false;
  bool corrupt_signature = false;
  bool skip_bad = false;

  // in which order, how often, how fast
  std::uint64_t repeat = 1;
  std::uint64_t duplicate = 1;
  bool shuffle = false;
  std::optional<std::uint64_t> seed; // nothing: a random one
  std::uint64_t resume_from = 1;
  std::optional<double> rate;        // a second
  std::optional<double> as_recorded; // how many times faster
  int concurrency = 1;

  // what becomes of it
  int retries = 0;
  StatusExpectation expected;
  bool fail_fast = false;
  bool dry_run = false;
};

void describe(CLI::App& app, ReplayOptions& options);

// Sends captures to a URL. Ends done when each was answered as expected, with 5 when none was
// answered at all, with 3 when some were not as expected or not answered, with 128 + n at a signal.
ExitStatus run(const ReplayOptions& options, Environment& environment);

} // namespace syncbell
