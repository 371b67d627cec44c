#pragma once

#include "core/time.hpp"

namespace syncbell {

// How long to pause before each further try: doubling from `first` up to `longest`, each pause
// shortened by up to half at random so that many clients do not come back together.
class Backoff {
public:
  Backoff(Duration first, Duration longest) : first_(first), longest_(longest), next_(first) {}

  // `random` lies in [0, 1).
  Duration next(double random);
  void reset() { next_ = first_; }

private:
  Duration first_;
  Duration longest_;
  Duration next_;
};

} // namespace syncbell
