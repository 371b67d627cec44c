#include "commands/replay/selection.hpp"

#include "net/sendable.hpp"
#include "wire/event_json.hpp"
#include "wire/payload_edit.hpp"

namespace syncbell {
namespace {

bool is_wanted(const Capture& capture, const EventFilter& filter) {
  if (filter.names.empty() && filter.integrations.empty()) return true; // most often
  return filter.admits(decode_event(capture.body));
}

Error bad(const Capture& capture, const Error& error) {
  return {error.kind, capture.origin + ": " + error.message, error.hint};
}

// A payload as it came has no headers.
void add_headers_of_payload(Capture& capture) {
  capture.headers = {{"Content-Type", "application/json"},
                     {"User-Agent", "syncbell/" SYNCBELL_VERSION}};
}

} // namespace

Result<void> Selection::make_sendable(Capture& capture) const {
  if (!rules_.edits.empty()) {
    Result<std::string> edited = apply_edits(capture.body, rules_.edits);
    if (!edited) return bad(capture, edited.error());
    capture.body = *std::move(edited);
  }
  if (!capture.is_record) add_headers_of_payload(capture);
  const Result<void> sendable = check_sendable(capture.method, capture.headers);
  if (!sendable) return bad(capture, sendable.error());
  return {};
}

Result<std::optional<Capture>> Selection::next() {
  for (;;) {
    Result<std::optional<Capture>> capture = reader_.next();
    if (capture && !*capture) return capture;
    ++read_;
    if (on_read) on_read(read_);
    if (capture && !is_wanted(**capture, rules_.filter)) {
      ++left_out_;
      continue;
    }
    const Result<void> good = capture ? make_sendable(**capture) : Result<void>(capture.error());
    if (good) return capture;
    if (!rules_.skip_bad || good.error().kind != ErrorKind::usage) return good.error();
    ++skipped_;
    if (on_skipped) on_skipped(good.error());
  }
}

} // namespace syncbell
