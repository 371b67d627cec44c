#pragma once

#include "cli/shared_options.hpp"
#include "core/exit_status.hpp"
#include "core/payload_edit.hpp"
#include "core/sample_event.hpp"
#include "environment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

struct TriggerOptions {
  OutputOptions output;
  SecretOptions secrets;
  TriggerKind event = TriggerKind::sync_complete;
  IntegrationId integration = sample_integration();
  SampleShape shape = SampleShape::envelope;
  std::vector<PayloadEdit> edits;
  std::string url; // empty: none was given
  std::string ca_file;
  Duration timeout = std::chrono::seconds{30};
  bool is_unsigned = false;
  bool print = false;
};

// Whether a setting that nobody typed has any part in it.
bool uses(const TriggerOptions& options, const std::string& setting);

void describe(CLI::App& app, TriggerOptions& options);

// Makes a sample event and sends it, signed as Propexo does, or writes it to standard output. Ends
// done when the answer is 2xx, with 3 when it is another, with 5 when there is none.
ExitStatus run(const TriggerOptions& options, Environment& environment);

} // namespace syncbell
