#pragma once

#include "core/time.hpp"

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace syncbell::mock {

// What is going to happen, in order of time; at one instant in the order in which it was added.
class Agenda {
public:
  // Is told the time it was due at, not the time it is noticed.
  using Action = std::function<void(WallTime)>;

  void add(WallTime due, Action action) { entries_.emplace(due, std::move(action)); }

  // Does everything due up to `now`, what is added meanwhile included.
  void run_until(WallTime now) {
    while (!entries_.empty() && entries_.begin()->first <= now) {
      const WallTime due = entries_.begin()->first;
      const Action action = std::move(entries_.begin()->second);
      entries_.erase(entries_.begin());
      action(due);
    }
  }

  std::optional<WallTime> next_due() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.begin()->first;
  }

private:
  std::multimap<WallTime, Action> entries_;
};

} // namespace syncbell::mock
