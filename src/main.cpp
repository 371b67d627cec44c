#include "app.hpp"
#include "platform/random_bytes.hpp"

#include <fcntl.h>

#include <csignal>
#include <cstdlib>
#include <random>

namespace {

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str()); // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

double random_share() {
  thread_local std::mt19937 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

// A standard stream that is closed would be replaced by the next socket we open. What is put in its
// place cannot be written to, so that writing still fails.
void keep_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0) static_cast<void>(::open("/dev/null", O_RDONLY));
  }
}

} // namespace

int main(int argc, char** argv) {
  keep_standard_streams();
  // A reader that has gone shows as a failed write, and so does a file that may grow no more.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
  syncbell::StandardIo io;
  syncbell::SystemClock clock;
  syncbell::Environment environment{io,
                                    clock,
                                    variable,
                                    random_share,
                                    syncbell::random_bytes,
                                    syncbell::make_http_transport,
                                    syncbell::open_delivery_target,
                                    syncbell::open_http_server,
                                    syncbell::watch_signals,
                                    syncbell::start_child};
  return static_cast<int>(syncbell::run({argv + 1, argv + argc}, environment));
}
