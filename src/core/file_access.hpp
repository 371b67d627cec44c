#pragma once

#include "core/error.hpp"

#include <optional>
#include <string>

namespace syncbell {

// Who may do what with a file, as it was found when it was opened.
struct FileAccess {
  bool is_regular = true;        // not a pipe, a device, /dev/stdin
  bool is_mine = true;           // whoever runs us owns it, and so can change the next two
  bool is_roots = false;         // root owns it, whom nothing can be kept from
  bool is_mounted_fixed = false; // on a file system that is mounted read-only
  unsigned mode = 0600;          // permission bits

  // Whether it is up to us who may use it. A pipe is nobody else's; what belongs to others or is
  // mounted read-only, as the secrets of Docker and Kubernetes are, is with whoever put it there.
  bool is_ours_to_protect() const { return is_regular && is_mine && !is_mounted_fixed; }
};

// Why a file that is to hold a secret is not taken, with the chmod to type; nothing where it is
// fine.
std::optional<Error> readable_by_others(const std::string& path, const FileAccess& access);

// The same for a file that says what is run and where the token goes: whoever else owns it could
// change it as well.
std::optional<Error> writable_by_others(const std::string& path, const FileAccess& access);

} // namespace syncbell
