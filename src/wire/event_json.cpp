#include "wire/event_json.hpp"

#include "wire/event_excerpt.hpp"
#include "wire/json_reader.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using nlohmann::json;

// Looks for a member first in the event itself and then in what is wrapped around it; a member of
// another type than asked for counts as absent.
class Fields {
public:
  explicit Fields(const json& document) : outer_(document), inner_(inner_of(document)) {}

  std::string text(const char* key) const {
    const json* member = find(key, is_text);
    return member == nullptr ? "" : text_of(*member);
  }

  // How many jobs; what can be no such number is left out.
  std::optional<std::int64_t> count(const char* key) const {
    constexpr std::int64_t most = 1'000'000'000;
    const json* member = find(key, [](const json& value) { return value.is_number(); });
    if (member == nullptr) return std::nullopt;
    try {
      const std::int64_t number = JsonReader(*member).integer();
      return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
    } catch (const JsonProblem&) {
      return std::nullopt;
    }
  }

  std::optional<bool> boolean(const char* key) const {
    const json* member = find(key, [](const json& value) { return value.is_boolean(); });
    return member == nullptr ? std::nullopt : std::optional(member->get<bool>());
  }

  bool has(const char* key) const { return find(key, is_given) != nullptr; }

  std::string name() const {
    const std::string event = text("event");
    return event.empty() ? text("trigger") : event;
  }

  IntegrationId integration() const {
    const std::string id = text("integration_id");
    return IntegrationId(id.empty() ? in_meta("integration_id") : id);
  }

  std::string in_meta(const char* key) const {
    const json* meta = find("meta", [](const json& value) { return value.is_object(); });
    if (meta == nullptr) return "";
    const auto member = meta->find(key);
    return member != meta->end() && is_text(*member) ? text_of(*member) : "";
  }

private:
  static bool is_given(const json& value) { return !value.is_null(); }
  static bool is_text(const json& value) { return value.is_string() || value.is_number(); }
  static std::string text_of(const json& value) { // ids are opaque: a number is text too
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  static const json& inner_of(const json& document) {
    const auto data = document.find("data");
    return data != document.end() && data->is_object() ? *data : document;
  }

  template <class Accepts>
  const json* find(const char* key, Accepts accepts) const {
    for (const json* level : {&inner_, &outer_}) {
      const auto member = level->find(key);
      if (member != level->end() && accepts(*member)) return &*member;
    }
    return nullptr;
  }

  const json& outer_;
  const json& inner_;
};

std::optional<IntegrationId> optional_id(const Fields& fields) {
  IntegrationId id = fields.integration();
  return id.empty() ? std::nullopt : std::optional(std::move(id));
}

Event sync_completion(const Fields& fields, std::optional<TriggerKind> kind) {
  SyncCompletion completion;
  completion.kind = kind;
  completion.integration = fields.integration();
  completion.vendor = fields.text("vendor");
  completion.successful_jobs = fields.count("successful_job_count");
  completion.failed_jobs = fields.count("failed_job_count");
  completion.is_finished = fields.boolean("is_sync_finished");
  completion.is_back_sync = fields.boolean("is_backsync");
  if (std::string id = fields.text("job_schedule_id"); !id.empty()) {
    completion.schedule = ScheduleId(std::move(id));
  }
  return completion;
}

Event job_failure(const Fields& fields) {
  return JobFailure{fields.integration(), JobId(fields.text("job_id")),
                    JobId(fields.text("root_job_id")), fields.text("job_type"),
                    fields.text("vendor")};
}

Event record_change(const Fields& fields, std::optional<TriggerKind> kind) {
  std::string object = fields.text("object");
  if (object.empty()) object = fields.in_meta("object");
  return RecordChange{kind, optional_id(fields), std::move(object), fields.text("record_id")};
}

Event write_failure(const Fields& fields) {
  return WriteFailure{fields.integration(), fields.text("vendor"),
                      JobId(fields.text("root_job_id")), fields.text("write_status")};
}

Event named_event(const Fields& fields, TriggerKind kind) {
  switch (kind) {
  case TriggerKind::first_sync_complete:
  case TriggerKind::sync_complete:
    return sync_completion(fields, kind);
  case TriggerKind::job_failure:
    return job_failure(fields);
  case TriggerKind::data_new:
  case TriggerKind::data_update:
    return record_change(fields, kind);
  case TriggerKind::write_operation_failure:
    return write_failure(fields);
  }
  return UnrecognizedEvent{};
}

Event unnamed_event(const Fields& fields) {
  if (fields.has("is_sync_finished") || fields.has("successful_job_count")) {
    return sync_completion(fields, std::nullopt);
  }
  if (fields.has("diff") || !fields.in_meta("object").empty()) {
    return record_change(fields, std::nullopt);
  }
  return UnrecognizedEvent{"", optional_id(fields), "it names no event and is of no known shape"};
}

Event decode(const json& document) {
  const Fields fields(document);
  const std::string name = fields.name();
  if (name.empty()) return unnamed_event(fields);
  if (const std::optional<TriggerKind> kind = trigger_kind_named(name)) {
    return named_event(fields, *kind);
  }
  return UnrecognizedEvent{name, optional_id(fields), "the event is not one that syncbell knows"};
}

} // namespace

Event decode_event(std::string_view body) {
  const Result<std::string> excerpt = event_excerpt(body);
  if (!excerpt) return UnrecognizedEvent{"", {}, excerpt.error().message};
  Event event = UnrecognizedEvent{};
  const Result<void> read =
      read_json(*excerpt, {"the body", ErrorKind::api},
                [&event](const JsonReader& document) { event = decode(document.value()); });
  if (read) return event;
  return UnrecognizedEvent{"", {}, "the body holds a number that is too large, or malformed text"};
}

} // namespace syncbell
