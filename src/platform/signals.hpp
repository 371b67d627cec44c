#pragma once

#include <functional>
#include <memory>
#include <string>

namespace syncbell {

// While it lives, SIGINT, SIGTERM and SIGHUP call a function on a thread of its own instead of
// ending the process; the second one ends it at once, whatever the rest of it is waiting for: the
// children are killed, the last words said. SIGHUP stays ignored under nohup.
// Made before any other thread, since a signal goes to whichever thread does not block it.
class SignalWatch {
public:
  virtual ~SignalWatch() = default;
  // What is done, on the same thread, just before the second signal ends the process. It must not
  // wait for any other thread.
  virtual void set_last_words(std::function<void()> last_words) = 0;
};

// "SIGINT"
std::string name_of_signal(int signal);

std::unique_ptr<SignalWatch> watch_signals(std::function<void(int signal)> on_signal);

} // namespace syncbell
