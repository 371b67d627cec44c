#include "output/replay_json.hpp"

#include "output/json_parts.hpp"
#include "wire/event_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json in_milliseconds(LatencyHistogram::Time time) {
  return static_cast<double>(time.count()) / 1000;
}

// Of answers: null where there were none.
json quantile(const LatencyHistogram& times, double share) {
  return times.count() == 0 ? json() : in_milliseconds(times.quantile(share));
}

json described(const char* type, const ShownDelivery& delivery) {
  const Event event = decode_event(delivery.body);
  const std::optional<IntegrationId> integration = integration_of(event);
  return {{"type", type},
          {"index", delivery.number},
          {"origin", delivery.origin},
          {"event", text_or_null(event_name(event))},
          {"integration_id", integration ? json(integration->text()) : json()}};
}

json refused_by_status(const ReplayTally& tally) {
  json counts = json::object();
  for (const auto& [status, count] : tally.refused)
    counts[std::to_string(status)] = count;
  return counts;
}

} // namespace

double rate_of(std::uint64_t deliveries, Duration elapsed) {
  if (elapsed <= Duration::zero()) return 0;
  const double rate = static_cast<double>(deliveries) * 1000 / static_cast<double>(elapsed.count());
  return std::round(rate * 10) / 10;
}

std::string encode_sent(const ShownDelivery& delivery, const DeliveryResult& result) {
  json record = described("sent", delivery);
  record["accepted"] = result.accepted;
  record["status"] = or_null(result.status);
  record["error"] = text_or_null(result.error);
  record["milliseconds"] = in_milliseconds(result.took);
  record["attempts"] = result.tries;
  return one_line(record);
}

std::string encode_planned(const ShownDelivery& delivery, const ShownPlan& plan) {
  json record = described("planned", delivery);
  record["method"] = plan.method;
  record["bytes"] = delivery.body.size();
  record["signature"] = plan.signature;
  return one_line(record);
}

std::string encode_replay_result(const ReplaySummary& summary) {
  const ReplayTally& tally = summary.tally;
  const bool any = tally.times.count() > 0;
  return one_line({{"type", "result"},
                   {"outcome", name_of(summary.outcome)},
                   {"deliveries", summary.deliveries},
                   {"sent", tally.sent()},
                   {"accepted", tally.accepted},
                   {"refused", tally.refused_in_all()},
                   {"refused_by_status", refused_by_status(tally)},
                   {"failed", tally.failed},
                   {"skipped", summary.skipped},
                   {"left_out", summary.left_out},
                   {"attempts", tally.tries},
                   {"seconds", static_cast<double>(summary.elapsed.count()) / 1000},
                   {"per_second", rate_of(tally.sent(), summary.elapsed)},
                   {"p50_ms", quantile(tally.times, 0.5)},
                   {"p95_ms", quantile(tally.times, 0.95)},
                   {"p99_ms", quantile(tally.times, 0.99)},
                   {"max_ms", any ? in_milliseconds(tally.times.longest()) : json()},
                   {"seed", or_null(summary.seed)},
                   {"resume_from", or_null(summary.resume_from)},
                   {"dry_run", summary.dry_run}});
}

} // namespace syncbell
