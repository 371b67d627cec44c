#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace syncbell {

// The file of --port-file, for a server that can be reached from now on: one that could not be
// opened must not take the file of another away. It goes when this does, unless it has become
// another's, so that nobody takes it for a later server's.
class PortFile {
public:
  PortFile() = default; // none is wanted
  // Writes it where a path is given. Fails (local) naming the flag.
  static Result<PortFile> write(const std::string& path, std::uint16_t port);
  ~PortFile() { remove(); }
  PortFile(const PortFile&) = delete;
  PortFile& operator=(const PortFile&) = delete;
  PortFile(PortFile&& other) noexcept { *this = std::move(other); }
  PortFile& operator=(PortFile&& other) noexcept;

  // Takes it away: before the port is free for a successor, whose file it would then be.
  void remove();

private:
  std::string path_;
  std::string text_;
};

} // namespace syncbell
