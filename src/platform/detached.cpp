#include "platform/detached.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <exception>

namespace syncbell {
namespace {

constexpr unsigned longest_life = 10; // seconds

// Whoever reads our output waits for its end, which must not depend on this process; nor must the
// end of any pipe that a shell has left open in us.
void leave_streams() {
  const int nothing = ::open("/dev/null", O_RDWR);
  for (int fd = 0; fd <= 2; ++fd)
    ::dup2(nothing, fd);
  ::closefrom(3);
}

} // namespace

void run_detached(const std::function<void()>& work) {
  if (::fork() != 0) return;
  ::setsid();
  ::alarm(longest_life);
  leave_streams();
  try {
    work();
  } catch (const std::exception&) { // nobody is left to be told
  }
  ::_exit(0);
}

} // namespace syncbell
