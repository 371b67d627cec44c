#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "environment.hpp"

namespace syncbell {

struct DoctorOptions {
  OutputOptions output;
  ApiOptions api;
  SecretOptions secrets;
  ReceiverOptions receiver;
  PublicOptions reach;
};

void describe(CLI::App& app, DoctorOptions& options);

// Looks at everything that the other commands rely on and says what it has found, with advice. One
// fault hides no other. Ends done where nothing is bad, else with 3, within half a minute; with
// 128 + n at a signal.
ExitStatus run(const DoctorOptions& options, Environment& environment);

} // namespace syncbell
