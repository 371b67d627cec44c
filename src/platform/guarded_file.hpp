#pragma once

#include "core/file_access.hpp"
#include "core/result.hpp"

#include <string>

namespace syncbell {

// What stands in a file, and who may do what with that very file.
struct GuardedFile {
  std::string text;
  FileAccess access;
};

// Fails (local) naming the path and why.
Result<GuardedFile> read_guarded_file(const std::string& path);

} // namespace syncbell
