#pragma once

#include "core/result.hpp"
#include "platform/descriptor.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace syncbell {

// Puts what comes next into the room: how many bytes, 0 at the end. Fails (local).
using ByteSource = std::function<Result<std::size_t>(std::span<char> room)>;

// A file that is read from its beginning in pieces.
class InputFile {
public:
  // Fails (local) naming the path and why; a folder is none.
  static Result<InputFile> open(const std::string& path);

  Result<std::size_t> read(std::span<char> room) const;
  // Goes on reading behind so many bytes. Fails (local) where it is not regular.
  Result<void> seek(std::uint64_t offset) const;
  // Else a pipe or a device, which gives what is in it only once.
  bool is_regular() const { return is_regular_; }
  // 0 unless it is regular.
  std::uint64_t size() const { return size_; }

private:
  InputFile() = default;

  std::string path_;
  Descriptor file_;
  bool is_regular_ = false;
  std::uint64_t size_ = 0;
};

} // namespace syncbell
