#include "commands/wait/look_schedule.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::chrono::seconds shortest_pause{1};
constexpr std::chrono::seconds longest_backoff{30}; // however seldom it polls otherwise

Backoff backoff_up_to(Duration interval) {
  return {shortest_pause, std::clamp<Duration>(interval, shortest_pause, longest_backoff)};
}

} // namespace

LookSchedule::LookSchedule(Duration interval, Instant started)
    : interval_(interval), backoff_(backoff_up_to(interval)), due_(started) {}

void LookSchedule::begin(Look look, Instant now) {
  under_way_ = look;
  began_at_ = now;
  counts_ = armed_ && look != Look::baseline;
  is_hurried_ = false;
}

void LookSchedule::end() {
  const Look ended = under_way_;
  under_way_ = Look::none;
  backoff_.reset();
  // One that began before all was armed may have missed what the next one sees.
  const bool again = is_hurried_ || (armed_ && !counts_ && ended != Look::none);
  due_ = began_at_ + (again ? Duration::zero() : interval_);
  has_counted_ |= counts_;
}

void LookSchedule::fail(Instant now, double random) {
  under_way_ = Look::none;
  due_ = now + backoff_.next(random);
}

void LookSchedule::hurry() {
  is_hurried_ = true;
  due_ = std::min<Instant>(due_, began_at_ + shortest_pause);
}

void LookSchedule::set_interval(Duration interval) {
  interval_ = interval;
  backoff_ = backoff_up_to(interval);
  due_ = std::min<Instant>(due_, began_at_ + interval);
}

} // namespace syncbell
