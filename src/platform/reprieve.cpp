#include "platform/reprieve.hpp"

namespace syncbell {

Reprieve::Reprieve(std::stop_token stop, Duration length, Clock& clock)
    : callback_(std::move(stop), [this, length, &clock] { begin(length, clock); }) {}

void Reprieve::begin(Duration length, Clock& clock) {
  timer_.emplace([this, length, &clock](std::stop_token no_longer_needed) {
    if (clock.sleep_for(length, std::move(no_longer_needed))) over_.request_stop();
  });
}

} // namespace syncbell
