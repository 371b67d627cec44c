#pragma once

#include "core/capture.hpp"
#include "core/line_buffer.hpp"
#include "core/result.hpp"
#include "environment.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace syncbell {

class CaptureSource;

// Where a capture is, for CaptureReader::seek().
struct CapturePlace {
  std::uint32_t path = 0; // of those given
  std::uint32_t name = 0; // in that folder
  bool is_line = false;   // else it is a whole file
  LinePlace begin = {};   // of the line
};

struct CaptureReading {
  // Told what is passed over: the part of a line at the end of a file that a kill cut off. Once for
  // each, however often the captures are read.
  std::function<void(const std::string&)> warn = nullptr;
  // Captures are read once only: rewind() is never called, so standard input need not be kept.
  bool once = false;
  // Every file is one record or one payload, of whatever bytes, whatever it is called.
  bool any_payload = false;
};

// Streams captures out of files, folders (*.json and *.jsonl in name order), .jsonl files of
// records or payloads, and standard input ("-"). Memory does not grow with the size of what is
// read.
//
// A file called .jsonl or .ndjson has one document a line; one called .json is one document; any
// other, and standard input, has one a line where its first line is a whole JSON object. A document
// that is an object with "type": "delivery" is a record; one of another type that syncbell streams
// ("ready", "result", ...) is passed over; anything else is a payload.
class CaptureReader {
public:
  CaptureReader(std::vector<std::string> paths, Environment& environment,
                CaptureReading reading = {});
  ~CaptureReader();
  CaptureReader(const CaptureReader&) = delete;
  CaptureReader& operator=(const CaptureReader&) = delete;

  // The next capture, nothing at the end. Fails (usage; local where a file cannot be read) with
  // "file:line: reason"; it may be called again and goes on behind the bad line or file.
  Result<std::optional<Capture>> next();

  // Starts again from the beginning. Standard input and pipes are kept in a temporary file without
  // a name, so that this works with them too.
  Result<void> rewind();

  // Where the capture that next() gave last is.
  CapturePlace place() const;
  // Has next() go on with the capture at the place, which must have been given before.
  Result<void> seek(const CapturePlace& place);

  // Whether one file of one document was named, so that there is one answer and no stream of them.
  // Known once next() has been called.
  bool is_only_one() const;

  // Bytes read so far and in all, for progress. What comes through a pipe counts once it has come.
  std::uint64_t position() const;
  std::uint64_t size() const;

private:
  std::unique_ptr<CaptureSource> source_;
};

} // namespace syncbell
