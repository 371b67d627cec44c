#pragma once

#include <string_view>

namespace syncbell {

// How captures stand in a file.
enum class CaptureForm {
  one_a_line,   // JSON Lines
  one_document, // the file is one record or payload
  as_it_begins, // its first line tells
};

// Whether a file of that name has a document a line: .jsonl and .ndjson.
bool is_jsonl_name(std::string_view path);

// By what the file is called: .jsonl and .ndjson, .json, anything else ("-" too).
CaptureForm capture_form(std::string_view path);

// Whether a file of that name in a folder of captures is one: .json, .jsonl or .ndjson, and not
// hidden, as files are while they are being written.
bool is_capture_name(std::string_view name);

} // namespace syncbell
