#include "core/verdict.hpp"

namespace syncbell {

const char* name_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::still_waiting:
    return "still_waiting";
  case Outcome::satisfied:
    return "satisfied";
  case Outcome::unhealthy:
    return "unhealthy";
  case Outcome::impossible:
    return "impossible";
  case Outcome::timed_out:
    return "timed_out";
  case Outcome::interrupted:
    return "interrupted";
  case Outcome::error:
    return "error";
  }
  return "error";
}

const char* name_of(Source source) {
  switch (source) {
  case Source::state:
    return "state";
  case Source::poll:
    return "poll";
  case Source::webhook:
    return "webhook";
  }
  return "state";
}

} // namespace syncbell
