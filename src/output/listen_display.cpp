#include "output/listen_display.hpp"

#include "core/printable.hpp"
#include "output/json_parts.hpp"
#include "output/wait_json.hpp"
#include "wire/record_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

// "FIRST_SYNC_COMPLETE cly301lrc…", for people.
std::string title(const Event& event) {
  const std::string name = event_name(event);
  const std::optional<IntegrationId> integration = integration_of(event);
  return printable((name.empty() ? "an event without a name" : name) +
                   (integration ? " " + integration->text() : ""));
}

// "08:00:00Z", of the day that whoever looks at it knows.
std::string time_of_day(WallTime time) { return format_timestamp(time).substr(11, 8) + "Z"; }

// "FIRST_SYNC_COMPLETE cly301lrc… 143 bytes".
std::string title_and_size(const VerifiedDelivery& delivery, const Event& event) {
  return title(event) + " " + std::to_string(delivery.request().body.size()) + " bytes";
}

bool is_success(int status) { return status >= 200 && status < 300; }

} // namespace

void ListenDisplay::ready(const std::string& url) {
  opened(url);
  if (console_.options().json) static_cast<void>(console_.data(encode_ready(url) + "\n"));
}

void ListenDisplay::opened(const std::string& url) {
  console_.note("listening on " + console_.style().strong(url));
}

void ListenDisplay::reached(const std::string& url, const PublicAccess& access) {
  console_.note(describe(access));
  if (console_.options().json) static_cast<void>(console_.data(encode_ready(url, access) + "\n"));
}

std::error_code ListenDisplay::delivered(const VerifiedDelivery& delivery, const Event& event) {
  const std::string& body = delivery.request().body;
  const std::error_code failed =
      console_.payload((console_.options().json ? encode_record(delivery, event) : body) + "\n");
  if (failed) return failed;
  if (is_not_saving_ && is_not_saving_.exchange(false)) {
    console_.note("payloads are written to standard output again");
  }
  const auto* unrecognized = std::get_if<UnrecognizedEvent>(&event);
  if (unrecognized != nullptr) {
    console_.warn("the delivery of " + time_of_day(delivery.request().received_at) + ": " +
                  printable(unrecognized->reason));
  }
  return {};
}

void ListenDisplay::answered(const VerifiedDelivery& delivery, const Event& event, int status) {
  const Style& style = console_.style();
  console_.note(style.faint(time_of_day(delivery.request().received_at)) + " " +
                style.good(std::to_string(status)) + " " + title_and_size(delivery, event));
}

void ListenDisplay::passed_over(const Event& event, const std::string& why) {
  console_.note(console_.style().faint("not counted: " + title(event) + ", " + why));
}

void ListenDisplay::rejected(const RawRequest& request, const Rejection& rejection) {
  const Style& style = console_.style();
  console_.note(
      style.faint(time_of_day(request.received_at)) + " " +
      style.warning(std::to_string(rejection.status)) + " rejected " +
      (request.method.empty() ? "a request" : printable(request.method + " " + request.target)) +
      " from " + request.peer + ": " + rejection.reason);
  if (!console_.options().json) return;
  static_cast<void>(console_.data(one_line({{"type", "rejected"},
                                            {"received_at", format_timestamp(request.received_at)},
                                            {"method", request.method},
                                            {"path", request.target},
                                            {"status", rejection.status},
                                            {"signature", name_of(rejection.signature)},
                                            {"reason", rejection.reason}}) +
                                  "\n"));
}

void ListenDisplay::rejected(const RejectionCount& sum) {
  console_.note(console_.style().warning(std::to_string(sum.status)) + " rejected, " +
                std::to_string(sum.count) + " more in the last minute: " + sum.reason);
  if (!console_.options().json) return;
  static_cast<void>(console_.data(one_line({{"type", "rejected"},
                                            {"status", sum.status},
                                            {"signature", name_of(sum.signature)},
                                            {"reason", sum.reason},
                                            {"count", sum.count}}) +
                                  "\n"));
}

void ListenDisplay::not_saved(std::error_code reason) {
  if (is_not_saving_.exchange(true)) return;
  console_.warn("payloads cannot be written to standard output: " + reason.message() +
                "; their senders are answered 500, so that they come again, until it works");
}

void ListenDisplay::forwarded(const VerifiedDelivery& delivery, const Event& event, int status,
                              Duration took) {
  const Style& style = console_.style();
  const std::string time = time_of_day(delivery.request().received_at);
  const std::string what = title_and_size(delivery, event) + ", " + format_duration(took);
  if (is_success(status)) {
    console_.note(style.faint(time) + " " + style.good(std::to_string(status)) + " " + what);
  } else {
    console_.warn(time + " " + std::to_string(status) + " " + what +
                  ": the service did not accept it");
  }
}

void ListenDisplay::not_forwarded(const VerifiedDelivery& delivery, const Event& event,
                                  const Error& error, int answered) {
  console_.warn(time_of_day(delivery.request().received_at) + " " +
                title_and_size(delivery, event) + " could not be forwarded: " +
                printable(error.message) + "; its sender was answered " + std::to_string(answered));
}

void ListenDisplay::ended(const ListenResult& result) {
  json rejected = json::array();
  for (const RejectionCount& one : result.rejected) {
    console_.note(describe(one));
    rejected.push_back({{"status", one.status}, {"reason", one.reason}, {"count", one.count}});
  }
  if (!console_.options().json) return;
  json record = {{"type", "result"},
                 {"outcome", name_of(result.outcome)},
                 {"deliveries", result.deliveries},
                 {"rejected", rejected}};
  if (result.left_behind) {
    record["left_behind"] = result.left_behind->empty() ? json() : json(*result.left_behind);
  }
  static_cast<void>(console_.data(one_line(record) + "\n"));
}

} // namespace syncbell
