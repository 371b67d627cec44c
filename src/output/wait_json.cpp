#include "output/wait_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

std::string line(const json& record) {
  return record.dump(-1, ' ', false, json::error_handler_t::replace);
}

json seconds(Duration duration) { return static_cast<double>(duration.count()) / 1000; }

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

} // namespace

std::string encode_ready(const std::string& url, const std::optional<PublicAccess>& access) {
  json record = {{"type", "ready"}, {"url", url}};
  if (access) {
    record["public_url"] = access->url;
    record["subscription_id"] = text_or_null(access->subscription);
    record["expires_at"] = access->expires ? json(format_timestamp(*access->expires)) : json();
  }
  return line(record);
}

std::string encode_result(const Decision& decision, const std::string& left_behind) {
  const SyncReport& report = decision.report;
  return line({{"type", "result"},
               {"integration_id",
                decision.integration.empty() ? json() : json(decision.integration.text())},
               {"outcome", name_of(decision.verdict.outcome)},
               {"source", report.source ? json(name_of(*report.source)) : json()},
               {"event", report.event ? json(name_of(*report.event)) : json()},
               {"reason", decision.verdict.reason},
               {"hint", decision.verdict.hint.empty() ? json() : json(decision.verdict.hint)},
               {"waited_seconds", seconds(decision.waited)},
               {"vendor", report.vendor.empty() ? json() : json(report.vendor)},
               {"successful_job_count", report.jobs ? json(report.jobs->successful) : json()},
               {"failed_job_count", report.jobs ? json(report.jobs->failed) : json()},
               {"is_sync_finished", or_null(report.is_finished)},
               {"job_schedule_id", report.schedule ? json(report.schedule->text()) : json()},
               {"completed_at",
                report.completed_at ? json(format_timestamp(*report.completed_at)) : json()},
               {"left_behind", text_or_null(left_behind)}});
}

std::string encode_progress(const std::optional<IntegrationId>& integration,
                            const std::string& message, const std::optional<JobCounts>& jobs) {
  return line({{"type", "progress"},
               {"integration_id", integration ? json(integration->text()) : json()},
               {"message", message},
               {"successful_job_count", jobs ? json(jobs->successful) : json()},
               {"failed_job_count", jobs ? json(jobs->failed) : json()}});
}

} // namespace syncbell
