#include "wire/record_json.hpp"

#include "core/utf8.hpp"
#include "wire/base64.hpp"
#include "wire/capture_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json headers_json(const HeaderFields& headers, bool in_base64) {
  json list = json::array();
  for (const HeaderField& field : headers)
    list.push_back({field.name, in_base64 ? base64_encode(field.value) : field.value});
  return list;
}

bool are_utf8(const HeaderFields& headers) {
  return std::all_of(headers.begin(), headers.end(),
                     [](const HeaderField& field) { return is_utf8(field.value); });
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
                 {"headers", headers_json(request.headers, false)}};
  if (!are_utf8(request.headers)) record["headers_base64"] = headers_json(request.headers, true);
  record["signature"] = name_of(delivery.signature());
  record["event"] = text_or_null(event_name(event));
  record["integration_id"] = text_or_null(integration ? integration->text() : "");
  if (is_utf8(request.body))
    record["body"] = request.body;
  else
    record["body_base64"] = base64_encode(request.body);
  // What is no UTF-8 by now stands elsewhere in base64, and is only shown here.
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
