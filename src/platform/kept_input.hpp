#pragma once

#include "platform/input_file.hpp"

#include <algorithm>
#include <string_view>

namespace syncbell {

// What comes only once, as through a pipe, put aside as it is read so that it can be read again: in
// a file without a name, which is gone with the process however that ends.
class KeptInput {
public:
  // The folder is where that file is made.
  KeptInput(ByteSource source, std::string folder)
      : source_(std::move(source)), folder_(std::move(folder)) {}

  // As a ByteSource. Fails (local) too where there is no room for the file.
  Result<std::size_t> read(std::span<char> room);
  void rewind() { seek(0); }
  // Goes on behind so many bytes, of those that have come.
  void seek(std::uint64_t offset) { at_ = std::min(offset, kept_); }
  // Bytes that have come so far.
  std::uint64_t size() const { return kept_; }

private:
  Result<void> make_file();
  Result<void> keep(std::string_view bytes);
  Result<std::size_t> read_kept(std::span<char> room);
  Error failure(int code) const;

  ByteSource source_;
  std::string folder_;
  Descriptor file_ = {};
  std::uint64_t kept_ = 0;
  std::uint64_t at_ = 0;
  bool is_ended_ = false;
};

} // namespace syncbell
