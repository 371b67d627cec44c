#include "wire/sample_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json value_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json object_of(const SampleFields& fields) {
  Json object = Json::object();
  for (const auto& [name, text] : fields)
    object[name] = text;
  return object;
}

// Writes what each kind of event says besides its name.
class FieldWriter {
public:
  FieldWriter(const SampleEvent& sample, Json& fields) : sample_(sample), fields_(fields) {}

  void operator()(const SyncCompletion& sync) {
    fields_["integration_id"] = sync.integration.text();
    fields_["vendor"] = sync.vendor;
    fields_["is_backsync"] = value_or_null(sync.is_back_sync);
    fields_["successful_job_count"] = value_or_null(sync.successful_jobs);
    fields_["failed_job_count"] = value_or_null(sync.failed_jobs);
    fields_["is_sync_finished"] = value_or_null(sync.is_finished);
    fields_["job_schedule_id"] = sync.schedule ? Json(sync.schedule->text()) : Json();
    fields_["models_synced"] = sample_.models_synced;
  }

  void operator()(const JobFailure& job) {
    fields_["job_id"] = job.job.text();
    fields_["root_job_id"] = job.root_job.text();
    fields_["integration_id"] = job.integration.text();
    fields_["job_type"] = job.job_type;
    fields_["vendor"] = job.vendor;
  }

  void operator()(const RecordChange& change) {
    (*this)(sample_.job);
    fields_["context"] = {{"property_id", sample_.property_id}};
    fields_["meta"] = {{"integration_id", sample_.job.integration.text()},
                       {"object", change.object}};
    fields_["object"] = change.object;
    fields_["record_id"] = change.record_id;
    if (sample_.before.empty())
      fields_["payload"] = object_of(sample_.after);
    else
      fields_["diff"] = {{"new", object_of(sample_.after)},
                         {"previous", object_of(sample_.before)}};
  }

  void operator()(const WriteFailure& write) {
    fields_["integration_id"] = write.integration.text();
    fields_["vendor"] = write.vendor;
    fields_["root_job_id"] = write.root_job.text();
    fields_["write_status"] = write.write_status;
    fields_["errors"] = sample_.errors;
  }

  void operator()(const UnrecognizedEvent&) {}

private:
  const SampleEvent& sample_;
  Json& fields_;
};

} // namespace

std::string encode_sample(const SampleEvent& sample, SampleShape shape) {
  Json fields = {{"event", name_of(sample.kind)}};
  std::visit(FieldWriter(sample, fields), sample.event);
  const Json body = shape == SampleShape::flat
                        ? std::move(fields)
                        : Json{{"trigger", name_of(sample.kind)}, {"data", std::move(fields)}};
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace syncbell
