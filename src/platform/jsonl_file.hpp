#pragma once

#include "platform/descriptor.hpp"
#include "platform/last_line.hpp"

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace syncbell {

// An open file of lines that others may be appending to as well. Nothing here locks: whoever
// changes the file holds its lock. Each step returns why it failed.
class JsonlFile {
public:
  // Borrowed from exec(): no file system fails with it.
  static constexpr std::errc unfamiliar_line = std::errc::executable_format_error;

  // Opens the file, made (0600) with the folders above it where it is missing; what was open stays
  // so where that fails.
  std::error_code open(const std::string& path);

  int descriptor() const { return file_.number(); }

  // Which file of the machine it is, as long as it is open.
  struct Identity {
    dev_t device = 0;
    ino_t number = 0; // 0: none
    friend bool operator==(const Identity&, const Identity&) = default;
  };
  const Identity& identity() const { return identity_; }

  // Whether it is open and the path still leads to it: it may have been removed, or moved out of
  // the way.
  bool is_at(const std::string& path) const;

  // Sees to it that the file ends with a line end: a last line that is whole is given one, what was
  // not saved is cut off. `cut` is how many bytes that took. Anything else is left as it is, and
  // `unfamiliar_line` returned.
  std::error_code mend(const std::function<LastLine(std::string_view)>& judge, std::size_t& cut);

  // Where in the file the lines of one append begin and end.
  struct Span {
    off_t begin = 0;
    off_t end = 0;
  };

  // Appends the lines, each with a line end; all of them or, where that fails, nothing.
  std::error_code append(const std::vector<std::string_view>& lines, Span& span);

  // Takes an append back, unless something has been appended behind it.
  void take_back(const Span& span);

  // Brings what was appended to the disk; needs no lock.
  std::error_code sync();

private:
  off_t size() const;
  std::error_code read_unfinished(off_t size, std::string& line) const;

  Descriptor file_;
  Identity identity_;
  std::string unwritten_; // kept, as its memory is needed each time
};

} // namespace syncbell
