#include "core/exit_status.hpp"

namespace syncbell {

ExitStatus exit_status_of(ErrorKind kind) {
  switch (kind) {
  case ErrorKind::local:
    return ExitStatus::local_failure;
  case ErrorKind::usage:
    return ExitStatus::usage;
  case ErrorKind::not_found:
    return ExitStatus::answer_is_no;
  case ErrorKind::auth:
    return ExitStatus::auth;
  case ErrorKind::api:
  case ErrorKind::unavailable:
  case ErrorKind::network:
    return ExitStatus::unreachable;
  case ErrorKind::cancelled:
    return ExitStatus::interrupted;
  }
  return ExitStatus::local_failure;
}

ExitStatus exit_status_of_signal(int signal) { return static_cast<ExitStatus>(128 + signal); }

} // namespace syncbell
