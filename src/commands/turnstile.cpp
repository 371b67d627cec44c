#include "commands/turnstile.hpp"

namespace syncbell {
namespace {

// Repeats come within two and a half hours (ten retries, 15 minutes apart); this many different
// payloads are remembered, a few megabytes.
constexpr std::size_t most_remembered = 50'000;

} // namespace

std::variant<Turnstile::Place, Turnstile::TurnedAway>
Turnstile::enter(const std::string& fingerprint) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_decided(fingerprint); });
  if (seen_.contains(fingerprint)) return TurnedAway::repeat;
  if (count_ && counted_ >= *count_) return TurnedAway::full;
  if (once_) fingerprints_held_.insert(fingerprint);
  ++held_;
  return Place(*this, fingerprint);
}

int Turnstile::counted() const {
  const std::lock_guard lock(mutex_);
  return counted_;
}

// Whether no delivery that is being made safe can change what the next is told.
bool Turnstile::is_decided(const std::string& fingerprint) const {
  if (seen_.contains(fingerprint)) return true;
  if (fingerprints_held_.contains(fingerprint)) return false;
  return !count_ || counted_ >= *count_ || counted_ + held_ < *count_;
}

void Turnstile::remember(const std::string& fingerprint) {
  seen_.insert(fingerprint);
  seen_in_order_.push_back(fingerprint);
  if (seen_in_order_.size() <= most_remembered) return;
  seen_.erase(seen_in_order_.front());
  seen_in_order_.pop_front();
}

void Turnstile::count(const std::string& fingerprint) {
  const std::lock_guard lock(mutex_);
  if (once_) remember(fingerprint);
  ++counted_;
  give_up_place(fingerprint);
}

void Turnstile::leave(const std::string& fingerprint) {
  const std::lock_guard lock(mutex_);
  give_up_place(fingerprint);
}

void Turnstile::give_up_place(const std::string& fingerprint) {
  fingerprints_held_.erase(fingerprint);
  --held_;
  if (count_ || once_) changed_.notify_all(); // else nobody ever waits
}

} // namespace syncbell
