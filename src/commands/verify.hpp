#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "environment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

struct VerifyOptions {
  OutputOptions output;
  SecretOptions secrets;
  std::vector<std::string> paths; // none: standard input
  std::optional<std::string> signature;
};

void describe(CLI::App& app, VerifyOptions& options);

// Checks the signatures of captured deliveries, offline. Ends done when all are valid, with 3 when
// one is wrong or missing, with 2 when something cannot be read.
ExitStatus run(const VerifyOptions& options, Environment& environment);

} // namespace syncbell
