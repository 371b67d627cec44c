#include "platform/jsonl_file.hpp"

#include "platform/durable.hpp"
#include "platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace syncbell {
namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;
constexpr std::size_t write_size = std::size_t{1} << 20;

std::error_code read_at(int fd, off_t offset, std::string& piece) {
  std::size_t got = 0;
  while (got < piece.size()) {
    const ssize_t count =
        ::pread(fd, &piece[got], piece.size() - got, offset + static_cast<off_t>(got));
    if (count < 0 && errno != EINTR) return last_failure();
    if (count == 0) return std::make_error_code(std::errc::io_error); // it became shorter
    if (count > 0) got += static_cast<std::size_t>(count);
  }
  return {};
}

} // namespace

std::error_code JsonlFile::open(const std::string& path) {
  const std::string folder = folder_of(path);
  if (const std::error_code failed = make_folders(folder)) return failed;
  Descriptor file(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (!file.is_open()) return last_failure();
  struct stat found {};
  if (::fstat(file.number(), &found) != 0) return last_failure();
  if (!S_ISREG(found.st_mode)) return std::make_error_code(std::errc::not_supported);
  // Whoever made it may have been killed before its entry was on the disk.
  if (const std::error_code failed = sync_folder(folder)) return failed;
  file_ = std::move(file);
  identity_ = {found.st_dev, found.st_ino};
  return {};
}

bool JsonlFile::is_at(const std::string& path) const {
  struct stat there {};
  return file_.is_open() && ::stat(path.c_str(), &there) == 0 &&
         Identity{there.st_dev, there.st_ino} == identity_;
}

off_t JsonlFile::size() const {
  struct stat found {};
  return ::fstat(file_.number(), &found) == 0 ? found.st_size : -1;
}

// What stands behind the last line end of the file.
std::error_code JsonlFile::read_unfinished(off_t size, std::string& line) const {
  line.clear();
  for (off_t end = size; end > 0;) {
    std::string piece(std::min(piece_size, static_cast<std::size_t>(end)), '\0');
    const off_t begin = end - static_cast<off_t>(piece.size());
    if (const std::error_code failed = read_at(file_.number(), begin, piece)) return failed;
    const std::size_t line_end = piece.rfind('\n');
    line.insert(0, piece, line_end == piece.npos ? 0 : line_end + 1);
    if (line_end != piece.npos) return {};
    end = begin;
  }
  return {};
}

std::error_code JsonlFile::mend(const std::function<LastLine(std::string_view)>& judge,
                                std::size_t& cut) {
  cut = 0;
  const off_t end = size();
  if (end < 0) return last_failure();
  if (end == 0) return {};
  std::string last(1, '\0');
  if (const std::error_code failed = read_at(file_.number(), end - 1, last)) return failed;
  if (last == "\n") return {};
  std::string line;
  if (const std::error_code failed = read_unfinished(end, line)) return failed;
  const LastLine found = judge(line);
  if (found == LastLine::unfamiliar) return std::make_error_code(unfamiliar_line);
  if (found == LastLine::whole)
    return write_all(file_.number(), "\n") ? std::error_code{} : last_failure();
  if (::ftruncate(file_.number(), end - static_cast<off_t>(line.size())) != 0) {
    return last_failure();
  }
  cut = line.size();
  return {};
}

std::error_code JsonlFile::append(const std::vector<std::string_view>& lines, Span& span) {
  span.begin = span.end = size();
  if (span.begin < 0) return last_failure();
  unwritten_.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    unwritten_.append(lines[i]) += '\n';
    if (unwritten_.size() < write_size && i + 1 < lines.size()) continue;
    if (!write_all(file_.number(), unwritten_)) {
      const std::error_code failed = last_failure();
      // Should this fail too, the next to append finds the part of a line and cuts it off.
      [[maybe_unused]] const int cut = ::ftruncate(file_.number(), span.begin);
      return failed;
    }
    span.end += static_cast<off_t>(unwritten_.size());
    unwritten_.clear();
  }
  return {};
}

void JsonlFile::take_back(const Span& span) {
  if (size() != span.end) return;
  [[maybe_unused]] const int cut = ::ftruncate(file_.number(), span.begin);
}

std::error_code JsonlFile::sync() {
  return ::fdatasync(file_.number()) == 0 ? std::error_code{} : last_failure();
}

} // namespace syncbell
