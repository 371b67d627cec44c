#include "wire/record_json.hpp"

#include "core/utf8.hpp"
#include "wire/base64.hpp"
#include "wire/capture_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json headers_json(const HeaderFields& headers) {
  json list = json::array();
  for (const HeaderField& field : headers)
    list.push_back({field.name, field.value});
  return list;
}

} // namespace

std::string encode_record(const VerifiedDelivery& delivery, const Event& event) {
  const RawRequest& request = delivery.request();
  const std::optional<IntegrationId> integration = integration_of(event);
  json record = {{"type", "delivery"},
                 {"version", 1},
                 {"received_at", format_timestamp(request.received_at)},
                 {"method", request.method},
                 {"path", request.target},
                 {"headers", headers_json(request.headers)},
                 {"signature", name_of(delivery.signature())},
                 {"event", text_or_null(event_name(event))},
                 {"integration_id", text_or_null(integration ? integration->text() : "")}};
  if (is_utf8(request.body))
    record["body"] = request.body;
  else
    record["body_base64"] = base64_encode(request.body);
  // Only header values can still hold other bytes than UTF-8; they are shown, not the payload.
  return record.dump(-1, ' ', false, json::error_handler_t::replace);
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
