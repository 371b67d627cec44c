#include "commands/captures/capture_file.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t piece = std::size_t{64} << 10;

constexpr const char* one_a_line_hint =
    "a file with one record or payload on each line is called .jsonl";

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

// Looks for the first line with something in it, in text that comes in pieces.
class FirstLine {
public:
  // The line once it has ended. What was searched before is not searched again.
  std::optional<std::string_view> in(std::string_view text) {
    if (begin_ == text.npos) {
      begin_ = text.find_first_not_of(" \t\r\n", searched_);
      searched_ = begin_ == text.npos ? text.size() : begin_;
    }
    const std::size_t end = text.find('\n', searched_);
    searched_ = text.size();
    if (begin_ == text.npos || end == text.npos) return std::nullopt;
    return text.substr(begin_, end - begin_);
  }

private:
  std::size_t begin_ = std::string_view::npos;
  std::size_t searched_ = 0;
};

} // namespace

CaptureFile::CaptureFile(CaptureFileRules rules, ByteSource source)
    : rules_(std::move(rules)), source_(std::move(source)),
      lines_(contract::max_document_bytes, rules_.begin) {
  // Only what is called .json must be JSON; by any other name it is what it is.
  rules_.any_payload = rules_.any_payload || rules_.form == CaptureForm::as_it_begins;
}

Result<std::optional<Capture>> CaptureFile::next() {
  if (is_done_) return std::optional<Capture>();
  if (rules_.form == CaptureForm::as_it_begins) {
    if (const Result<void> looked = look_at_beginning(); !looked) {
      is_done_ = true;
      return looked.error();
    }
  }
  if (rules_.form == CaptureForm::one_a_line) return next_line();
  is_done_ = true;
  return document();
}

Error CaptureFile::problem(std::size_t line, const std::string& reason) const {
  return {ErrorKind::usage, rules_.name + ":" + std::to_string(line) + ": " + reason};
}

Error CaptureFile::bad_document(const CaptureProblem& bad) const {
  Error error = problem(bad.line, bad.reason);
  const std::optional<std::string_view> line = FirstLine().in(text_);
  if (!line || !is_json_object(*line)) return error;
  const auto line_end = static_cast<std::size_t>(line->data() - text_.data()) + line->size();
  if (is_blank(std::string_view(text_).substr(line_end))) return error;
  // It is called so already where --signature makes one payload of it.
  error.hint = rules_.name.ends_with(".jsonl") ? "--signature is that of one payload; leave it out"
                                               : one_a_line_hint;
  return error;
}

Error CaptureFile::too_large() const {
  return {ErrorKind::usage,
          rules_.name + ": is larger than " + std::to_string(contract::max_document_bytes >> 20U) +
              " MiB",
          one_a_line_hint};
}

// Reads another piece of one document.
Result<void> CaptureFile::read_on() {
  const std::size_t size = text_.size();
  text_.resize(size + piece);
  const Result<std::size_t> got = source_(std::span<char>(text_).subspan(size));
  text_.resize(size + (got ? *got : 0));
  if (!got) return got.error();
  is_read_ = *got == 0;
  if (text_.size() > contract::max_document_bytes) return too_large();
  return {};
}

Result<void> CaptureFile::look_at_beginning() {
  FirstLine first;
  std::optional<std::string_view> line;
  while (!is_read_ && !line) {
    if (Result<void> read = read_on(); !read) return read;
    line = first.in(text_);
  }
  rules_.form = line && is_json_object(*line) ? CaptureForm::one_a_line : CaptureForm::one_document;
  if (rules_.form == CaptureForm::one_a_line) lines_.add(std::exchange(text_, {}));
  return {};
}

Result<std::optional<LineBuffer::Line>> CaptureFile::take_line() {
  for (;;) {
    if (std::optional<LineBuffer::Line> line = lines_.next()) return line;
    if (is_read_) return lines_.last();
    const Result<std::size_t> got = source_(lines_.room());
    if (!got) return got.error();
    lines_.added(*got);
    is_read_ = *got == 0;
  }
}

Result<std::optional<Capture>> CaptureFile::next_line() {
  for (;;) {
    const Result<std::optional<LineBuffer::Line>> line = take_line();
    is_done_ = !line || !*line;
    if (!line) return line.error();
    if (!*line) return std::optional<Capture>();
    Next read = read_line(**line);
    if (!read || *read) return read;
  }
}

// Nothing where the line holds no capture.
Result<std::optional<Capture>> CaptureFile::read_line(const LineBuffer::Line& line) {
  place_ = {line.offset, line.number};
  if (line.is_too_long) {
    return problem(line.number, "the line is longer than " +
                                    std::to_string(contract::max_document_bytes >> 20U) + " MiB");
  }
  std::string_view text = line.text;
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (is_blank(text)) return std::optional<Capture>();
  ReadCapture read = read_capture(text);
  if (const auto* bad = std::get_if<CaptureProblem>(&read)) {
    if (bad->is_json || line.is_ended) return problem(line.number, bad->reason);
    if (rules_.warn) {
      rules_.warn(rules_.name + ":" + std::to_string(line.number) +
                  ": the last line is cut off and is passed over");
    }
    return std::optional<Capture>();
  }
  if (std::holds_alternative<NoCapture>(read)) return std::optional<Capture>();
  auto* record = std::get_if<Capture>(&read);
  Capture capture = record != nullptr ? std::move(*record) : Capture{};
  capture.origin = rules_.name + ":" + std::to_string(line.number);
  if (record == nullptr) capture.body = text;
  return std::optional(std::move(capture));
}

Result<std::optional<Capture>> CaptureFile::document() {
  while (!is_read_) {
    if (const Result<void> read = read_on(); !read) return read.error();
  }
  // Of a program that failed, in a pipe perhaps: no delivery without a body is meant.
  if (text_.empty() && rules_.any_payload) return std::optional<Capture>();
  ReadCapture read = read_capture(text_);
  if (const auto* bad = std::get_if<CaptureProblem>(&read)) {
    const bool is_payload = rules_.any_payload && !bad->is_record;
    if (!is_payload) return bad_document(*bad);
  }
  if (std::holds_alternative<NoCapture>(read)) return std::optional<Capture>();
  auto* record = std::get_if<Capture>(&read);
  Capture capture = record != nullptr ? std::move(*record) : Capture{};
  capture.origin = rules_.name;
  if (record == nullptr) capture.body = std::move(text_);
  return std::optional(std::move(capture));
}

} // namespace syncbell
