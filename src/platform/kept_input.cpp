#include "platform/kept_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace syncbell {

Error KeptInput::failure(int code) const {
  return {ErrorKind::local,
          "cannot keep what comes through a pipe in " + folder_ + ": " +
              std::generic_category().message(code),
          "set TMPDIR to a folder with room for all of it, or give syncbell a file"};
}

Result<void> KeptInput::make_file() {
  std::string name = folder_ + "/syncbell-XXXXXX";
  file_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (file_.number() < 0) return failure(errno);
  ::unlink(name.c_str());
  return {};
}

Result<void> KeptInput::keep(std::string_view bytes) {
  if (!file_.is_open()) {
    if (Result<void> made = make_file(); !made) return made;
  }
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(kept_));
    if (written < 0 && errno != EINTR) return failure(errno);
    if (written <= 0) continue;
    kept_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::size_t> KeptInput::read_kept(std::span<char> room) {
  const std::size_t wanted = std::min<std::uint64_t>(room.size(), kept_ - at_);
  for (;;) {
    const ssize_t got = ::pread(file_.number(), room.data(), wanted, static_cast<off_t>(at_));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return failure(got < 0 ? errno : EIO);
    at_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

Result<std::size_t> KeptInput::read(std::span<char> room) {
  if (at_ < kept_) return read_kept(room);
  if (is_ended_) return std::size_t{0};
  Result<std::size_t> got = source_(room);
  if (!got) return got;
  is_ended_ = *got == 0;
  const Result<void> kept = keep({room.data(), *got});
  if (!kept) return kept.error();
  at_ += *got;
  return got;
}

} // namespace syncbell
