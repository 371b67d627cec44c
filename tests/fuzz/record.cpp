// A line of a capture file.
//
// - The line that a problem names lies within the text, and is the next one where an empty line
//   is put in front.
// - A record that was read, written anew, is read as the same delivery, to the byte and the
//   millisecond.
// - So is a delivery whose body, headers and target are the input, whatever its bytes.
#include "core/byte_order_mark.hpp"
#include "core/utf8.hpp"
#include "fuzz/property.hpp"
#include "wire/capture_json.hpp"
#include "wire/event_json.hpp"
#include "wire/record_json.hpp"

using namespace syncbell;
using fuzz::require;

namespace {

void check_round_trip(const RawRequest& request) {
  const std::string record = encode_record(accept_unsigned(request), decode_event(request.body));
  require(is_utf8(record) && record.find('\n') == record.npos, "a record is a line of UTF-8",
          record);
  const Result<Capture> read = decode_record(record, "record");
  require(read.has_value(), "what is written can be read", record);
  require(read->received_at == request.received_at, "the time is the same", record);
  require(read->method == request.method && read->target == request.target, "so is its first line",
          record);
  require(read->headers == request.headers, "so are the headers", record);
  require(read->body == request.body, "so is the body", record);
}

void check_problem(std::string_view text, const CaptureProblem& problem) {
  require(problem.line >= 1 && problem.line <= fuzz::lines_of(text), "the line is in the text",
          problem.reason);
  if (text.starts_with(byte_order_mark)) return; // which stands at the beginning or is none
  const ReadCapture read = read_capture("\n" + std::string(text));
  const auto* moved = std::get_if<CaptureProblem>(&read);
  require(moved != nullptr && moved->reason == problem.reason, "an empty line changes nothing",
          problem.reason);
  // What is missing is reported for the whole, at the first line.
  const bool is_of_whole = problem.line == 1 && moved->line == 1;
  require(is_of_whole || moved->line == problem.line + 1, "but the number of the line",
          problem.reason);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const ReadCapture read = read_capture(text);
  if (const auto* problem = std::get_if<CaptureProblem>(&read)) check_problem(text, *problem);
  if (const auto* capture = std::get_if<Capture>(&read)) {
    check_round_trip({capture->received_at.value_or(WallTime{}), "", capture->method,
                      capture->target, capture->headers, capture->body});
  }
  const std::string whole(text);
  check_round_trip({WallTime{}, "", "POST", "/", {{"x", whole}, {"y", "z"}}, whole});
  return 0;
}
