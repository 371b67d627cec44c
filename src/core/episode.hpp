#pragma once

#include "core/time.hpp"

#include <optional>

namespace syncbell {

// Something that happens over and over and is told once: an episode of it lasts until a minute has
// passed without it.
class Episode {
public:
  // It happens now. Whether that begins an episode.
  bool begins(Instant now) {
    const bool is_first = !last_ || now - *last_ >= std::chrono::minutes{1};
    last_ = now;
    return is_first;
  }

private:
  std::optional<Instant> last_;
};

} // namespace syncbell
