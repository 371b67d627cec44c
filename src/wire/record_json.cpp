#include "wire/record_json.hpp"

#include "core/utf8.hpp"
#include "wire/base64.hpp"
#include "wire/capture_json.hpp"
#include "wire/json_string.hpp"

#include <algorithm>
#include <utility>

namespace syncbell {
namespace {

// A record as it grows. Written out as it goes, since there is one for each delivery: as a value of
// the library's, which is made only to be written, it takes several times as long.
class RecordText {
public:
  void put(std::string_view key, std::string_view value) {
    begin(key);
    append_json_string(json_, value);
  }
  void put_or_null(std::string_view key, std::string_view value) {
    if (!value.empty()) return put(key, value);
    begin(key);
    json_ += "null";
  }
  void put(std::string_view key, int value) {
    begin(key);
    json_ += std::to_string(value);
  }
  void put(std::string_view key, const HeaderFields& headers, bool in_base64 = false) {
    begin(key);
    char glue = '[';
    for (const HeaderField& field : headers) {
      json_ += std::exchange(glue, ',');
      json_ += '[';
      append_json_string(json_, field.name);
      json_ += ',';
      append_json_string(json_, in_base64 ? base64_encode(field.value) : field.value);
      json_ += ']';
    }
    json_ += glue == '[' ? "[]" : "]";
  }
  std::string finish() && { return std::move(json_ += '}'); }

private:
  void begin(std::string_view key) {
    json_ += json_.empty() ? '{' : ',';
    append_json_string(json_, key);
    json_ += ':';
  }

  std::string json_;
};

bool are_utf8(const HeaderFields& headers) {
  return std::all_of(headers.begin(), headers.end(),
                     [](const HeaderField& field) { return is_utf8(field.value); });
}

} // namespace

std::string encode_record(const VerifiedDelivery& delivery, const Event& event) {
  const RawRequest& request = delivery.request();
  const std::optional<IntegrationId> integration = integration_of(event);
  RecordText record;
  record.put("type", "delivery");
  record.put("version", 1);
  record.put("received_at", format_timestamp(request.received_at));
  record.put("method", request.method);
  record.put("path", request.target);
  record.put("headers", request.headers); // what is no UTF-8 is only shown here
  if (!are_utf8(request.headers)) record.put("headers_base64", request.headers, true);
  record.put("signature", name_of(delivery.signature()));
  record.put_or_null("event", event_name(event));
  record.put_or_null("integration_id", integration ? integration->text() : "");
  if (is_utf8(request.body))
    record.put("body", request.body);
  else
    record.put("body_base64", base64_encode(request.body));
  return std::move(record).finish();
}

bool may_begin_record(std::string_view text) {
  constexpr std::string_view beginning = R"({"type":"delivery","version":1,)";
  return text.starts_with(beginning) || beginning.starts_with(text);
}

Result<Capture> decode_record(std::string_view json, const std::string& origin) {
  ReadCapture read = read_capture(json);
  if (auto* capture = std::get_if<Capture>(&read)) {
    capture->origin = origin;
    return std::move(*capture);
  }
  const auto* problem = std::get_if<CaptureProblem>(&read);
  return Error{ErrorKind::usage,
               origin + ": " + (problem != nullptr ? problem->reason : "it is no record")};
}

} // namespace syncbell
