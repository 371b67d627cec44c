#pragma once

#include "core/capture.hpp"
#include "core/capture_form.hpp"
#include "core/line_buffer.hpp"
#include "platform/input_file.hpp"
#include "wire/capture_json.hpp"

#include <functional>
#include <optional>
#include <string>

namespace syncbell {

struct CaptureFileRules {
  std::string name; // for messages
  CaptureForm form = CaptureForm::one_document;
  bool any_payload = false; // what is no JSON is a payload too, where the file is one document
  std::function<void(const std::string&)> warn = nullptr;
  LinePlace begin = {}; // what the source gives first, where there is one a line
};

// The captures of one file, from its beginning to its end.
class CaptureFile {
public:
  CaptureFile(CaptureFileRules rules, ByteSource source);

  // Nothing at the end, and where a file that any payload might stand in is empty. After a failure
  // it goes on behind the bad line; one document is then over.
  Result<std::optional<Capture>> next();
  bool is_one_document() const { return rules_.form == CaptureForm::one_document; }
  // Where the capture that next() gave last begins, where there is one a line.
  LinePlace place() const { return place_; }

private:
  using Next = Result<std::optional<Capture>>;

  Result<void> look_at_beginning();
  Next next_line();
  Result<std::optional<LineBuffer::Line>> take_line();
  Next read_line(const LineBuffer::Line& line);
  Next document();
  Result<void> read_on();
  Error problem(std::size_t line, const std::string& reason) const;
  Error bad_document(const CaptureProblem& bad) const;
  Error too_large() const;

  CaptureFileRules rules_;
  ByteSource source_;
  LineBuffer lines_;
  LinePlace place_ = {};
  std::string text_ = {}; // of one document, or the beginning by which the form is known
  bool is_read_ = false;  // to its end
  bool is_done_ = false;
};

} // namespace syncbell
