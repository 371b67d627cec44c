#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>

namespace syncbell {

// Lets in as many deliveries as are to be counted, and each payload once where repeats do not
// count. Whoever is let in holds a place until its delivery is safe, and gives it back where that
// fails; whether the next may come in can depend on it, and waits for it.
class Turnstile {
public:
  // Without a number all that come are let in; with `once`, of those with one fingerprint the
  // first.
  Turnstile(std::optional<int> count, bool once) : count_(count), once_(once) {}

  // Given back when it goes, unless it was kept.
  class Place {
  public:
    Place(Turnstile& turnstile, std::string fingerprint)
        : turnstile_(&turnstile), fingerprint_(std::move(fingerprint)) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place(Place&& other) noexcept
        : turnstile_(std::exchange(other.turnstile_, nullptr)),
          fingerprint_(std::move(other.fingerprint_)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (turnstile_ != nullptr) turnstile_->leave(fingerprint_);
    }

    // The delivery is safe and counts.
    void keep() { std::exchange(turnstile_, nullptr)->count(fingerprint_); }

  private:
    Turnstile* turnstile_;
    std::string fingerprint_;
  };

  enum class TurnedAway { repeat, full };

  // From several threads.
  std::variant<Place, TurnedAway> enter(const std::string& fingerprint);

  // How many deliveries were counted.
  int counted() const;

private:
  bool is_decided(const std::string& fingerprint) const;
  void remember(const std::string& fingerprint);
  void count(const std::string& fingerprint);
  void leave(const std::string& fingerprint);
  void give_up_place(const std::string& fingerprint);

  const std::optional<int> count_;
  const bool once_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int counted_ = 0;
  int held_ = 0;
  std::unordered_set<std::string> fingerprints_held_;
  std::unordered_set<std::string> seen_;
  std::deque<std::string> seen_in_order_;
};

} // namespace syncbell
