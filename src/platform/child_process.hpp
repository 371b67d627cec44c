#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// How a child ended: its exit status, or 128 + the signal that ended it; 127 and 126 where it was
// never started (not found, not executable), as a shell says it.
struct ChildEnd {
  int status = 0;
  std::string output;               // what it wrote to standard output, where that was captured
  bool output_was_cut = false;      // it wrote more than we keep
  std::string why_not_started = {}; // empty when it ran
};

// A program that runs beside us. Destroying it stops it: SIGTERM, then SIGKILL.
class ChildProcess {
public:
  virtual ~ChildProcess() = default;
  // Passes a signal on; nothing happens when it has ended.
  virtual void signal(int signal) = 0;
};

struct ChildCommand {
  std::vector<std::string> arguments; // the first is the program, looked up in PATH
  bool capture_output = false;        // otherwise its standard output becomes our standard error
  // For a program in the background: takes what it writes to standard output and standard error, as
  // it comes, on another thread. Such a program has no input, is in a process group of its own even
  // on a terminal (Ctrl-C is not meant for it), and nothing it has started outlives it there.
  std::function<void(std::string_view)> on_output = nullptr;
};

// Starts the program without a shell, with our standard input and error, default signal handling
// and none of our other descriptors. `on_end` is called once, on another thread, or before this
// returns null where nothing could be started.
std::unique_ptr<ChildProcess> start_child(const ChildCommand& command,
                                          std::function<void(ChildEnd)> on_end);

// Kills every child that runs, with its process group: for whoever ends this process at once.
void kill_children();

} // namespace syncbell
