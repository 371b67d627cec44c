#include "commands/replay/survey.hpp"

namespace syncbell {
namespace {

constexpr std::size_t most_places = std::size_t{1} << 15; // about a megabyte

Error unsigned_payload(const Capture& capture) {
  return {ErrorKind::usage,
          capture.origin +
              ": is a payload without a signature, and there is no secret to sign with",
          "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in a file given with "
          "--secret-file, or send it without a signature with --unsigned"};
}

} // namespace

Survey::Survey() : index(most_places) {}

Result<Survey> take_survey(Selection& selection, bool payloads_allowed) {
  Survey survey;
  for (;;) {
    const Result<std::optional<Capture>> capture = selection.next();
    if (!capture) return capture.error();
    if (!*capture) break;
    if (!payloads_allowed && !(*capture)->is_record) return unsigned_payload(**capture);
    survey.index.add(selection.place());
  }
  survey.left_out = selection.left_out();
  survey.skipped = selection.skipped();
  return survey;
}

} // namespace syncbell
