#pragma once

#include <string>

namespace syncbell {

// What kind of thing went wrong; each kind has one exit status (exit_status.hpp).
enum class ErrorKind {
  local,       // this machine: port taken, file not writable, internal error
  usage,       // flags, settings, malformed input file
  not_found,   // Propexo has no such thing
  auth,        // token missing or refused
  api,         // Propexo answered that it will not, or what we cannot understand
  unavailable, // Propexo answered that it cannot now: 429, 5xx, or a proxy's page in its place
  network,     // nobody answered
  cancelled,   // we were told to stop
};

// An error as the user reads it: what was wrong and where, then what to do about it.
// Never contains a secret.
struct Error {
  ErrorKind kind = ErrorKind::local;
  std::string message;
  std::string hint = {};
  int http_status = 0;      // what Propexo answered, where it did
  bool may_be_done = false; // what failed so may have been carried out all the same
};

// Whether the same may go well later: nobody answered, or Propexo could not just then.
bool is_temporary(const Error& error);

// The word for a kind in JSON output: "usage", "auth", ...
const char* name_of(ErrorKind kind);

// The error as people read it: the message and, on a second line, the hint.
std::string describe(const Error& error);

} // namespace syncbell
