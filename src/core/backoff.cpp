#include "core/backoff.hpp"

#include <algorithm>

namespace syncbell {

Duration Backoff::next(double random) {
  const Duration whole = next_;
  next_ = std::min(next_ * 2, longest_);
  const auto count = static_cast<double>(whole.count());
  return Duration(static_cast<Duration::rep>(count - count / 2 * random));
}

} // namespace syncbell
