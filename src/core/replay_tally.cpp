#include "core/replay_tally.hpp"

namespace syncbell {

void ReplayTally::count(const DeliveryResult& result) {
  tries += static_cast<std::uint64_t>(result.tries);
  if (!result.status) {
    ++failed;
    return;
  }
  times.add(result.took);
  if (result.accepted)
    ++accepted;
  else
    ++refused[*result.status];
}

std::uint64_t ReplayTally::refused_in_all() const {
  std::uint64_t sum = 0;
  for (const auto& [status, count] : refused)
    sum += count;
  return sum;
}

Outcome ReplayTally::outcome() const {
  if (failed > 0 && failed == sent()) return Outcome::error;
  return accepted == sent() ? Outcome::satisfied : Outcome::unhealthy;
}

ExitStatus exit_status_of_replay(Outcome outcome) {
  switch (outcome) {
  case Outcome::satisfied:
    return ExitStatus::done;
  case Outcome::error:
    return ExitStatus::unreachable;
  default:
    return ExitStatus::answer_is_no;
  }
}

} // namespace syncbell
