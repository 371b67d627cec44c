#include "net/deadline.hpp"

namespace syncbell {

int milliseconds_until(Instant deadline) {
  constexpr std::chrono::milliseconds longest = std::chrono::hours{1};
  const Instant begun = now();
  if (deadline <= begun) return 0;
  if (deadline >= begun + longest) return static_cast<int>(longest.count());
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(deadline - begun).count());
}

} // namespace syncbell
