#pragma once

#include "core/capture_name.hpp"
#include "platform/clock.hpp"
#include "platform/last_line.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace syncbell {

// Where deliveries are kept. May be used from several threads, and by several processes at once.
class CaptureStore {
public:
  virtual ~CaptureStore() = default;

  // Keeps a record (one line, without its line end). Once this succeeds it is on the disk, whatever
  // happens to the process or the machine. Fails (local) naming the store and why; then it is taken
  // away again where that can be done. Where not it may stay, so that what is sent again because of
  // the failure comes twice. A later record may succeed. What was removed meanwhile is made again.
  virtual Result<void> save(std::string_view record, const CaptureTitle& title) = 0;
};

// What a store needs of the rest of the program.
struct StoreSurroundings {
  Clock& clock;
  // Judges a last line without a line end: only what was not saved is cut off.
  std::function<LastLine(std::string_view line)> judge;
  // Told what the user should know: something unfinished was removed, something removed made again.
  std::function<void(const std::string& news)> notice;
};

// Opens a store: a path that ends in .jsonl or .ndjson is a file with a record a line, any other is
// a folder with a file a record. Makes what is missing, files 0600 and folders 0700, and clears
// away what a writer that was killed left unfinished. Fails (local) where the path cannot be
// written, and where a file ends in a line that is not ours to end or to cut off.
Result<std::unique_ptr<CaptureStore>> open_capture_store(const std::string& path,
                                                         StoreSurroundings surroundings);

} // namespace syncbell
