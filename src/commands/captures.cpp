#include "commands/captures.hpp"

#include "commands/captures/capture_file.hpp"
#include "platform/folder.hpp"
#include "platform/kept_input.hpp"

#include <set>

namespace syncbell {
namespace {

constexpr const char* standard_input = "-";

std::string name_of(const std::string& path) {
  return path == standard_input ? "standard input" : path;
}

std::string in_folder(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

// One of the paths that were given.
struct CapturePath {
  std::string path;
  bool is_looked_at = false;
  bool is_folder = false;
  std::vector<std::string> names = {};       // of the files in a folder
  std::uint64_t size = 0;                    // of what is known before it is read
  std::unique_ptr<KeptInput> kept = nullptr; // of what cannot be read twice
};

} // namespace

// The files behind the paths, one after another.
class CaptureSource {
public:
  CaptureSource(std::vector<std::string> paths, Environment& environment, CaptureReading reading)
      : environment_(environment), reading_(std::move(reading)) {
    for (std::string& path : paths)
      paths_.push_back({std::move(path)});
  }

  Result<std::optional<Capture>> next() {
    for (;;) {
      if (!file_) {
        const Result<bool> opened = open_next();
        if (!opened) return opened.error();
        if (!*opened) return std::optional<Capture>();
      }
      Result<std::optional<Capture>> capture = file_->next();
      is_one_document_ = file_->is_one_document();
      if (!capture || *capture) return capture;
      file_.reset();
    }
  }

  void rewind() {
    file_.reset();
    at_path_ = at_name_ = 0;
    position_ = 0;
    for (const CapturePath& path : paths_) {
      if (path.kept) path.kept->rewind();
    }
  }

  CapturePlace place() const {
    CapturePlace place = opened_;
    place.is_line = !is_one_document_;
    if (file_ && place.is_line) place.begin = file_->place();
    return place;
  }

  Result<void> seek(const CapturePlace& place) {
    rewind();
    at_path_ = place.path;
    at_name_ = place.name;
    seeking_ = place;
    const Result<bool> opened = open_next();
    seeking_ = {};
    if (!opened) return opened.error();
    return {};
  }

  bool is_only_one() const {
    const bool is_one_file = paths_.size() == 1 && !paths_.front().is_folder;
    return is_one_file && is_one_document_;
  }
  std::uint64_t position() const { return position_; }

  std::uint64_t size() {
    std::uint64_t size = 0;
    for (CapturePath& path : paths_) {
      static_cast<void>(look_at(path)); // what is wrong is said in its turn
      size += path.kept ? path.kept->size() : path.size;
    }
    return size;
  }

private:
  Result<bool> open_next() {
    while (at_path_ < paths_.size()) {
      CapturePath& path = paths_[at_path_];
      const Result<void> looked = look_at(path);
      opened_ = {static_cast<std::uint32_t>(at_path_), static_cast<std::uint32_t>(at_name_)};
      if (looked && path.is_folder && at_name_ < path.names.size()) {
        return open_file(in_folder(path.path, path.names[at_name_++]));
      }
      ++at_path_;
      at_name_ = 0;
      if (!looked) return looked.error();
      if (!path.is_folder) return open_path(path);
    }
    return false;
  }

  // Finds out what the path is, once.
  static Result<void> look_at(CapturePath& path) {
    if (path.is_looked_at) return {};
    path.is_folder = path.path != standard_input && is_folder(path.path);
    if (!path.is_folder) {
      path.size = size_of_file(path.path);
    } else {
      Result<std::vector<std::string>> names = files_in(path.path, is_capture_name);
      if (!names) return names.error();
      if (names->empty()) {
        return Error{ErrorKind::usage, path.path + ": holds no .json and no .jsonl file"};
      }
      path.names = *std::move(names);
      for (const std::string& name : path.names)
        path.size += size_of_file(in_folder(path.path, name));
    }
    path.is_looked_at = true;
    return {};
  }

  Result<bool> open_file(const std::string& path) {
    Result<InputFile> opened = InputFile::open(path);
    if (!opened) return opened.error();
    if (const Result<void> found = find_place(*opened); !found) return found.error();
    begin(path, source_of(*std::move(opened)));
    return true;
  }

  // A path that was named itself: a file, a pipe or standard input.
  Result<bool> open_path(CapturePath& path) {
    if (path.kept) {
      path.kept->seek(seeking_.begin.offset);
      begin(path.path, [&path](std::span<char> room) { return path.kept->read(room); });
      return true;
    }
    ByteSource source = [this](std::span<char> room) { return environment_.io.read_in_some(room); };
    bool comes_once = true;
    if (path.path == standard_input) {
      if (const CapturePath* first = std::exchange(reader_, &path); first && first != &path) {
        return Error{ErrorKind::usage, "standard input is named twice and can be read once"};
      }
    } else {
      Result<InputFile> opened = InputFile::open(path.path);
      if (!opened) return opened.error();
      comes_once = !opened->is_regular();
      if (const Result<void> found = find_place(*opened); !found) return found.error();
      source = source_of(*std::move(opened));
    }
    if (comes_once && !reading_.once) {
      path.kept = std::make_unique<KeptInput>(std::move(source),
                                              environment_.variable("TMPDIR").value_or("/tmp"));
      source = [&path](std::span<char> room) { return path.kept->read(room); };
    }
    begin(path.path, std::move(source));
    return true;
  }

  Result<void> find_place(const InputFile& opened) const {
    const std::uint64_t offset = seeking_.begin.offset;
    return offset == 0 ? Result<void>() : opened.seek(offset);
  }

  static ByteSource source_of(InputFile opened) {
    return [file = std::make_shared<InputFile>(std::move(opened))](std::span<char> room) {
      return file->read(room);
    };
  }

  void begin(const std::string& path, ByteSource source) {
    CaptureFileRules rules{name_of(path),
                           capture_form(path),
                           reading_.any_payload,
                           [this](const std::string& what) { warn_once(what); },
                           {}};
    if (reading_.any_payload) rules.form = CaptureForm::one_document;
    if (seeking_.is_line) {
      rules.form = CaptureForm::one_a_line;
      rules.begin = seeking_.begin;
    }
    file_.emplace(std::move(rules), [this, source = std::move(source)](std::span<char> room) {
      Result<std::size_t> got = source(room);
      if (got) position_ += *got;
      return got;
    });
  }

  void warn_once(const std::string& what) {
    if (reading_.warn && warned_.insert(what).second) reading_.warn(what);
  }

  Environment& environment_;
  CaptureReading reading_;
  std::vector<CapturePath> paths_;
  std::size_t at_path_ = 0;
  std::size_t at_name_ = 0;   // in a folder
  CapturePlace opened_ = {};  // the file being read
  CapturePlace seeking_ = {}; // where it is to begin, while it is opened
  std::uint64_t position_ = 0;
  std::set<std::string> warned_;
  std::optional<CaptureFile> file_;     // the one being read
  bool is_one_document_ = true;         // or was, the last one
  const CapturePath* reader_ = nullptr; // of standard input
};

CaptureReader::CaptureReader(std::vector<std::string> paths, Environment& environment,
                             CaptureReading reading)
    : source_(std::make_unique<CaptureSource>(std::move(paths), environment, std::move(reading))) {}
CaptureReader::~CaptureReader() = default;

Result<std::optional<Capture>> CaptureReader::next() { return source_->next(); }
Result<void> CaptureReader::rewind() {
  source_->rewind();
  return {};
}
CapturePlace CaptureReader::place() const { return source_->place(); }
Result<void> CaptureReader::seek(const CapturePlace& place) { return source_->seek(place); }
bool CaptureReader::is_only_one() const { return source_->is_only_one(); }
std::uint64_t CaptureReader::position() const { return source_->position(); }
std::uint64_t CaptureReader::size() const { return source_->size(); }

} // namespace syncbell
