#pragma once

#include "core/exit_status.hpp"
#include "environment.hpp"
#include "output/output_options.hpp"

#include <string>

namespace CLI {
class App;
}

namespace syncbell {

struct MockOptions {
  OutputOptions output;
  ListenAddress address{"127.0.0.1", 4481};
  std::string scenario_file; // "-" is standard input; empty: the built-in scenario
  std::string port_file;
};

void describe(CLI::App& app, MockOptions& options);

// Runs the simulated Propexo until a signal ends it. docs/scenario.md describes the scenario file.
ExitStatus run(const MockOptions& options, Environment& environment);

} // namespace syncbell
