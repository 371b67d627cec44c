#include "core/capture_form.hpp"

namespace syncbell {

bool is_jsonl_name(std::string_view path) {
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

CaptureForm capture_form(std::string_view path) {
  if (is_jsonl_name(path)) return CaptureForm::one_a_line;
  return path.ends_with(".json") ? CaptureForm::one_document : CaptureForm::as_it_begins;
}

bool is_capture_name(std::string_view name) {
  return !name.starts_with('.') && (name.ends_with(".json") || is_jsonl_name(name));
}

} // namespace syncbell
