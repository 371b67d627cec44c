#include "app.hpp"

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

} // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN); // a reader that has gone shows as a failed write
  syncbell::StandardIo io;
  syncbell::SystemClock clock;
  syncbell::Environment environment{io,
                                    clock,
                                    variable,
                                    random_share,
                                    syncbell::make_http_transport,
                                    syncbell::open_http_server,
                                    syncbell::watch_signals,
                                    syncbell::start_child};
  return static_cast<int>(syncbell::run({argv + 1, argv + argc}, environment));
}
