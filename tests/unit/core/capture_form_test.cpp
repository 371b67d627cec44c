#include "core/capture_form.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("capture_form") {
  CHECK(capture_form("captures.jsonl") == CaptureForm::one_a_line);
  CHECK(capture_form("a/b.ndjson") == CaptureForm::one_a_line);
  CHECK(capture_form("payload.json") == CaptureForm::one_document);
  for (const char* path : {"-", "payload", "captures.log", "/dev/fd/63", "json", ""}) {
    CHECK(capture_form(path) == CaptureForm::as_it_begins);
  }
}

TEST_CASE("is_capture_name") {
  CHECK(is_capture_name("a.json"));
  CHECK(is_capture_name("20261123T080000.123Z-FIRST_SYNC_COMPLETE-cly301-9f2c.json"));
  CHECK(is_capture_name("a.jsonl"));
  CHECK(is_capture_name("a.ndjson"));
  for (const char* name : {".a.json", ".json", "a.json.X7bQ2z", "a.json~", "#a.json#", "a.txt",
                           "json", "README.md", ""}) {
    CAPTURE(name);
    CHECK_FALSE(is_capture_name(name));
  }
}
