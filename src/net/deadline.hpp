#pragma once

#include "core/time.hpp"

namespace syncbell {

// As deadlines are measured here.
inline Instant now() { return std::chrono::steady_clock::now(); }

// The time that is left until then, as poll() takes it: rounded up, so that it never returns just
// before the deadline and spins, and at most an hour.
int milliseconds_until(Instant deadline);

} // namespace syncbell
