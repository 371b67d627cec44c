#include "output/replay_job_report.hpp"

namespace syncbell {
namespace {

std::string milliseconds(const LatencyHistogram& times, double share) {
  if (times.count() == 0) return "";
  return std::to_string(times.quantile(share).count() / 1000) + " ms";
}

} // namespace

JobReport replay_job_report(const ReplaySummary& summary, const std::string& target) {
  const ReplayTally& tally = summary.tally;
  const std::string sent = std::to_string(tally.sent());
  const std::string accepted = std::to_string(tally.accepted);
  const std::string refused = std::to_string(tally.refused_in_all());
  const std::string failed = std::to_string(tally.failed);
  const bool is_good = summary.outcome == Outcome::satisfied;
  JobReport report;
  report.outputs = {{"outcome", name_of(summary.outcome)},
                    {"sent", sent},
                    {"accepted", accepted},
                    {"refused", refused},
                    {"failed", failed},
                    {"result", encode_replay_result(summary)}};
  report.title = "syncbell replay";
  report.summary = markdown_table(
      {"To", "Outcome", "Sent", "Accepted", "Refused", "Failed", "p50", "p99"},
      {{markdown_text(target), (is_good ? "✅ " : "❌ ") + markdown_text(name_of(summary.outcome)),
        sent + " of " + std::to_string(summary.deliveries), accepted, refused, failed,
        milliseconds(tally.times, 0.5), milliseconds(tally.times, 0.99)}});
  if (!is_good) {
    report.errors.push_back(std::string(name_of(summary.outcome)) + ": of " + sent +
                            " deliveries sent " + refused + " were refused and " + failed +
                            " failed");
  }
  return report;
}

} // namespace syncbell
