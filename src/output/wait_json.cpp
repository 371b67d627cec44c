#include "output/wait_json.hpp"

#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json seconds(Duration duration) { return static_cast<double>(duration.count()) / 1000; }
} // namespace

std::string encode_ready(const std::string& url, const std::optional<PublicAccess>& access) {
  json record = {{"type", "ready"}, {"url", url}};
  if (access) {
    record["public_url"] = access->url;
    record["subscription_id"] = text_or_null(access->subscription);
    record["expires_at"] = or_null(access->expires);
  }
  return one_line(record);
}

std::string encode_result(const Decision& decision, const std::string& left_behind) {
  const SyncReport& report = decision.report;
  return one_line({{"type", "result"},
                   {"integration_id", text_or_null(decision.integration.text())},
                   {"outcome", name_of(decision.verdict.outcome)},
                   {"source", report.source ? json(name_of(*report.source)) : json()},
                   {"event", report.event ? json(name_of(*report.event)) : json()},
                   {"reason", decision.verdict.reason},
                   {"hint", text_or_null(decision.verdict.hint)},
                   {"waited_seconds", seconds(decision.waited)},
                   {"vendor", text_or_null(report.vendor)},
                   {"successful_job_count", report.jobs ? json(report.jobs->successful) : json()},
                   {"failed_job_count", report.jobs ? json(report.jobs->failed) : json()},
                   {"is_sync_finished", or_null(report.is_finished)},
                   {"job_schedule_id", report.schedule ? json(report.schedule->text()) : json()},
                   {"completed_at", or_null(report.completed_at)},
                   {"left_behind", text_or_null(left_behind)}});
}

std::string encode_progress(const std::optional<IntegrationId>& integration,
                            const std::string& message, const std::optional<JobCounts>& jobs) {
  return one_line({{"type", "progress"},
                   {"integration_id", integration ? json(integration->text()) : json()},
                   {"message", message},
                   {"successful_job_count", jobs ? json(jobs->successful) : json()},
                   {"failed_job_count", jobs ? json(jobs->failed) : json()}});
}

} // namespace syncbell
