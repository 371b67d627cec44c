// The body of a webhook.
//
// - What is read of it is UTF-8 and holds no impossible count, whatever the body.
// - White space around a body that is understood changes nothing; only a mark of UTF-8 stands
// first.
// - An event of a kind that Propexo names, written as either shape, is read as the same event.
#include "core/byte_order_mark.hpp"
#include "core/sample_event.hpp"
#include "core/utf8.hpp"
#include "fuzz/property.hpp"
#include "wire/event_json.hpp"
#include "wire/sample_json.hpp"

using namespace syncbell;
using fuzz::require;

namespace {

template <class Number>
std::string word(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : "-";
}

template <class Tag>
std::string word(const std::optional<Id<Tag>>& id) {
  return id ? "id " + id->text() : "-";
}

std::string word(const std::optional<TriggerKind>& kind) {
  return kind ? std::string(name_of(*kind)) : "-";
}

// Everything that an event says, to compare one with another.
struct Telling {
  std::string operator()(const SyncCompletion& sync) const {
    return "sync " + word(sync.kind) + "|" + sync.integration.text() + "|" + sync.vendor + "|" +
           word(sync.successful_jobs) + "|" + word(sync.failed_jobs) + "|" +
           word(sync.is_finished) + "|" + word(sync.is_back_sync) + "|" + word(sync.schedule);
  }
  std::string operator()(const JobFailure& job) const {
    return "job " + job.integration.text() + "|" + job.job.text() + "|" + job.root_job.text() +
           "|" + job.job_type + "|" + job.vendor;
  }
  std::string operator()(const RecordChange& change) const {
    return "change " + word(change.kind) + "|" + word(change.integration) + "|" + change.object +
           "|" + change.record_id;
  }
  std::string operator()(const WriteFailure& write) const {
    return "write " + write.integration.text() + "|" + write.vendor + "|" + write.root_job.text() +
           "|" + write.write_status;
  }
  std::string operator()(const UnrecognizedEvent& unknown) const {
    return "unknown " + unknown.name + "|" + word(unknown.integration) + "|" + unknown.reason;
  }
};

std::string told(const Event& event) { return std::visit(Telling{}, event); }

void check_written_again(const Event& event, TriggerKind kind) {
  SampleEvent sample{.kind = kind, .event = event};
  sample.job.integration = integration_of(event).value_or(IntegrationId());
  for (const SampleShape shape : {SampleShape::envelope, SampleShape::flat}) {
    const std::string body = encode_sample(sample, shape);
    const std::string again = told(decode_event(body));
    require(again == told(event), "what is written is read as the same event",
            body + "\n" + told(event) + "\n" + again);
  }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(fuzz::text_of(data, size));
  const Event event = decode_event(body);
  const std::string said = told(event);
  require(is_utf8(said), "what is read is UTF-8", said);
  if (const auto* sync = std::get_if<SyncCompletion>(&event)) {
    const bool possible =
        sync->successful_jobs.value_or(0) >= 0 && sync->failed_jobs.value_or(0) >= 0;
    require(possible, "no count is negative", said);
  }
  if (std::holds_alternative<UnrecognizedEvent>(event)) return 0;
  const std::string lead = body.starts_with(byte_order_mark) ? "" : " \t";
  require(told(decode_event(lead + body + "\r\n")) == said,
          "white space around it changes nothing");
  if (const auto kind = event_kind(event)) check_written_again(event, *kind);
  return 0;
}
