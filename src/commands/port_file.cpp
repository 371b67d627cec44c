#include "commands/port_file.hpp"

#include "platform/files.hpp"
#include "platform/folder.hpp"

namespace syncbell {

Result<PortFile> PortFile::write(const std::string& path, std::uint16_t port) {
  PortFile file;
  if (path.empty()) return file;
  file.text_ = std::to_string(port) + "\n";
  const Result<void> written = write_file_atomically(path, file.text_);
  if (!written) return Error{ErrorKind::local, "--port-file: " + written.error().message};
  file.path_ = path;
  return file;
}

void PortFile::remove() {
  if (size_of_file(path_) != text_.size()) return; // a pipe, which must not be read, has none
  const Result<std::string> text = read_file(path_);
  if (!path_.empty() && text && *text == text_) remove_file(path_);
  path_.clear();
}

PortFile& PortFile::operator=(PortFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(text_, other.text_);
  return *this;
}

} // namespace syncbell
