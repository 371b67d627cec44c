#pragma once

#include "core/exit_status.hpp"
#include "environment.hpp"
#include "output/console.hpp"
#include "output/view_settings.hpp"

#include <optional>

namespace syncbell {

// The console of one run of a command, and its last word when it fails.
class ConsoleSession {
public:
  // With --verbose it says first where the settings came from.
  ConsoleSession(const OutputOptions& options, Environment& environment);

  Console& console() { return console_; }

  // Says the error, with --json as {"error":…} on standard output too, and gives the status for it.
  ExitStatus fail(const Error& error);
  // The same where the result has been written, which is the last document there is.
  ExitStatus fail_after_result(const Error& error);
  // That error, once it was said.
  const std::optional<Error>& failure() const { return failure_; }

  // Writes data that is the whole point of the command; a failure to do so is the command's.
  ExitStatus finish(const std::string& data);

private:
  Console console_;
  std::optional<Error> failure_;
};

// How data for people is laid out: by width and with relative times where it goes to a terminal.
ViewSettings view_settings(Environment& environment);

} // namespace syncbell
