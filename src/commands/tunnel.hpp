#pragma once

#include "core/tunnel_output.hpp"
#include "environment.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace syncbell {

// A program that makes our listener reachable from outside. Runs from construction on; destroying
// it ends it with its process group.
class Tunnel {
public:
  // `on_end` is called, on another thread, if it ends by itself.
  Tunnel(const std::vector<std::string>& words, const TunnelTarget& target,
         Environment& environment, std::function<void(const Error&)> on_end);
  ~Tunnel();
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;

  // What may be its public address, of all that it has written so far, each once.
  std::vector<Url> addresses() const;
  // The last lines it has written, in one.
  std::string last_words() const;
  // How it ended, if it has.
  std::optional<Error> failure() const;

private:
  void read(std::string_view output);
  void note_end(const ChildEnd& end);

  const std::string program_;
  const TunnelTarget target_;
  const std::function<void(const Error&)> on_end_;
  mutable std::mutex mutex_;
  TunnelOutput output_;
  std::vector<Url> addresses_;
  std::optional<Error> failure_;
  bool is_ending_ = false;
  std::unique_ptr<ChildProcess> child_; // last: its thread uses what stands above
};

} // namespace syncbell
