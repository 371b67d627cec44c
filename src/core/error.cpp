#include "core/error.hpp"

namespace syncbell {

bool is_temporary(const Error& error) {
  return error.kind == ErrorKind::network || error.kind == ErrorKind::unavailable;
}

const char* name_of(ErrorKind kind) {
  switch (kind) {
  case ErrorKind::local:
    return "local";
  case ErrorKind::usage:
    return "usage";
  case ErrorKind::not_found:
    return "not_found";
  case ErrorKind::auth:
    return "auth";
  case ErrorKind::api:
    return "api";
  case ErrorKind::unavailable:
    return "unavailable";
  case ErrorKind::network:
    return "network";
  case ErrorKind::cancelled:
    return "cancelled";
  }
  return "local";
}

std::string describe(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "\n  hint: " + error.hint;
}

} // namespace syncbell
