#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// The whole file, of at most 64 MiB. Fails (local) naming the path and why.
Result<std::string> read_file(const std::string& path);
// What is left of an open file; fails the same way.
Result<std::string> read_all(int fd, const std::string& path);
// That (local) what is called `what` cannot be read: errno's value says why.
Error unreadable(const std::string& what, int code);

// Puts the text in place in one step: a reader sees the old file or the whole new one, never a
// part. Fails (local) naming the path and why.
Result<void> write_file_atomically(const std::string& path, std::string_view text);

// Adds the text to the end of the file, which is made if need be. Fails (local) as above.
Result<void> append_to_file(const std::string& path, std::string_view text);

// Writes all of it to an open file; where that fails, errno says why.
bool write_all(int fd, std::string_view text);

// Removes the file if it is there.
void remove_file(const std::string& path);

} // namespace syncbell
